// The texts of new passwords.

export const password = {
  old: 'Password as it is',
  next: 'New password',
  again: 'New password once more',
  rule: 'At least 8 characters, with three of small letters, capitals, digits and others; or at least 16 characters. At most 128. Not your account, a common password, or the old one.',
  wrong: 'Wrong account or password. Check and type them again.',
  differs: 'The two new passwords differ. Type this one again.',
  mayHold: 'The new password may be in force already. Log in with it.',
  fault: {
    password_short: 'too short: at least 8 characters',
    password_long: 'too long: at most 128 characters',
    password_plain:
      'too plain: three of small letters, capitals, digits and others, or at least 16 characters',
    password_guessed: 'easily guessed: your account, a common password, or one character alone',
    password_same: 'the same as the old one',
  },
  title: 'Change your password',
  text: 'This needs the centre. Other windows take the new password from your next login on, online the first time.',
  offline: 'Offline now: the password can be changed once the network is back. The old one still works.',
  change: 'Change the password',
  changing: 'Changing…',
  done: 'The password is changed. Use the new one from your next login on.',
};
