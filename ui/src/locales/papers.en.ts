// The texts of the licence check and of the working papers.

export const papers = {
  verify: {
    title: 'Check a licence',
    show: 'Show the licence',
    showText: 'Scan its QR code, or open a PDF or a picture of it. No network is needed.',
    text: "The QR code's text",
    placeholder: 'Scan it, or paste the text that begins with WC1.',
    check: 'Check',
    open: 'Open a file',
    checking: 'Checking…',
    empty: 'Scan or open a licence',
    emptyText:
      "Here you see whether a licence is genuine and holds: by the window's signature and the centre's register, without a network.",
    offline:
      'Offline now: a licence that was revoked or replaced since is not known as such here.',
    todo: 'What to do: ',
    window: 'Issued at',
    revokedOn: 'Revoked on',
    reason: 'Reason',
    replacedBy: 'Number now',
    register: "The centre's register is of {time}.",
    noRegister: 'This window has no register yet and can check nothing: sync first.',
    contact: 'Last contact with the centre {time}.',
    since: 'A later revocation is not known here.',
    verdict: {
      valid: 'Valid',
      not_yet: 'Not yet valid',
      expired: 'Expired',
      altered: 'Altered',
      revoked: 'Revoked',
      replaced: 'Replaced',
      cancelled: 'Cancelled',
      unknown: 'Unknown',
    },
    meaning: {
      valid: 'A window of this centre issued it; it is unchanged and holds.',
      not_yet: 'A window of this centre issued it, for a day that is still to come.',
      expired: 'A window of this centre issued it, but its last day has passed.',
      altered: 'It says that a window of this centre issued it, but its signature is wrong.',
      revoked: 'A window of this centre issued it, and it was revoked.',
      replaced: 'A window of this centre issued it, and another stands in its place.',
      cancelled: 'A window of this centre issued it, and the licence was cancelled.',
      unknown: 'No licence of this centre, or of a window that the register lacks.',
    },
    do: {
      valid: 'Compare number and holder on the paper with those below, and the holder with the person.',
      not_yet: "It may not be used now. Look at this device's clock; if it is right, keep a copy and tell the supervisor.",
      expired: 'It may not be used any more. Tell the holder to renew it or to apply anew.',
      altered:
        'Do not rely on it. Scan it once more; if it stays so, keep a copy and tell the supervisor.',
      revoked: 'It may not be used any more. Tell the holder why, and take it back as the rules say.',
      replaced: 'It may not be used any more. Ask the holder for the licence named below.',
      cancelled: 'It may not be used any more. Take the original back as the rules say.',
      unknown:
        "See whether the right code was scanned. If it is this centre's, sync and check again, or look the number up at the centre.",
    },
  },
  working: {
    reasons: 'Reasons',
    reasonsText:
      'A working paper to explain the decision and for the file: no legal document, and not counted as a print.',
    notYet: 'There is no decision yet. Fill in the item, the applicant and the form first.',
    printed: 'Printed: {file}',
  },
};
