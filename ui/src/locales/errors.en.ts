// One sentence or two for each error code: what is wrong and what to do.

export const errors = {
  not_enrolled: 'This computer is not a window yet. Enrol it first.',
  already_enrolled: 'This computer is a window already. Log in.',
  locked: 'The window is locked. Log in again.',
  password_wrong: 'Wrong account or password, {detail} tries left. Check and type them again.',
  locked_out: 'Too many wrong passwords. Try again after {detail}, or ask the administrator.',
  too_many_requests:
    'The server was asked too often from this network. Try again in a few minutes.',
  first_login_online:
    'Your first login at this window needs the centre. Try again once the network is back, or let a colleague who has logged in here go first.',
  login_unconfirmed:
    'The centre has not confirmed your login since {detail}, which is too long. Log in once the network is back, or let a colleague go on.',
  password_change_needed:
    'Choose a new password first: this one was given out by the administrator, or is older than 90 days. Take one that only you know.',
  password_unfit: 'The new password will not do ({detail}). Choose another one.',
  appointment_ended:
    'By the centre’s register you do not work at this window any more, so it is locked. What was saved is kept. Ask the administrator if this is wrong; colleagues can log in as before.',
  device_ended:
    'This computer was replaced or disabled: it issues nothing, and still hands in what was done on it. Go on at the computer that took its place; if it should not have ended, let the administrator enrol it anew.',
  idle_lock_out_of_range: 'The window cannot lock after so long. Choose {detail} minutes.',
  not_your_window:
    'You do not belong to this window’s department. Log in at your own window, or ask the administrator.',
  code_unknown:
    'The one-time code is unknown, used or too old. Ask the administrator for a new one.',
  server_unreachable:
    'The centre cannot be reached. Check the network and the address; an enrolled window can go on offline.',
  certificate_expired:
    'The centre’s certificate ({detail}) is not valid now. Check this computer’s date; if it is right, the centre must renew it.',
  certificate_other_host:
    'The certificate is not for this address ({detail}). Check the address; if it is right, tell the administrator. No password was sent.',
  certificate_untrusted:
    'This computer does not trust the centre’s certificate ({detail}). Name the centre’s own authority as you enrol, or tell the administrator. No password was sent.',
  authority_wrong:
    'The authority’s certificates cannot be read ({detail}). Choose the PEM file that the centre gave you.',
  server_nonsense:
    'Something answers at this address, but it is not the centre. Check the address, and whether a network login page is in the way.',
  server_failed:
    'The centre’s system failed; nothing is lost. Try again later; if it stays so, tell the administrator.',
  device_unknown:
    'The centre does not know this computer. Ask the administrator to check the window’s enrolment.',
  journal_fork:
    'The centre holds another journal of this window: this computer may be a copy or an old backup. Stop issuing and tell the administrator.',
  server_changed:
    'The server or certificate in this computer’s settings is not the one it was told. Where nobody meant it, stop and tell the centre; else the chief representative changes it with clerk server.',
  address_wrong: 'This is not an address. Write it in full, such as https://centre.example.',
  field_problems: 'Something is not filled in right. Correct what is marked and try again.',
  item_unknown: 'This window has no such item. Search for the item again.',
  material_unknown: 'The item has no such material. Tick the materials again.',
  exemption_unknown: 'The item has no such exemption. Choose again.',
  exemption_not_proved:
    'What proves this exemption was not handed in ({detail}). Take it in first, then accept.',
  case_unknown: 'This window has no such case. Search by case number or applicant.',
  draft_unknown: 'This draft was taken in or deleted. Look on the workbench.',
  not_permitted: 'This cannot follow in the present state ({detail}). Finish the step before it.',
  role_forbidden: 'Your role may not do this. Hand it to a colleague who may.',
  other_window: 'This is another window’s case. The window that received it has to do this.',
  not_authorised:
    'The grant does not allow issuing on the spot. Read the decision on the right, then refer or complete the case.',
  may_not_refuse:
    'No grant lets you refuse this case or not accept it. Leave it to the chief representative.',
  nothing_to_refer: 'This window may decide: nothing to refer. Read the decision on the right.',
  materials_missing: 'Required materials are missing. Add them, or give a correction notice.',
  nothing_missing: 'Nothing is missing. Accept the case.',
  already_notified: 'The applicant was notified once already. Wait for the missing materials.',
  already_answered: 'The enquiry was answered already.',
  already_closed: 'It was closed already ({detail}), and nothing more is done with it.',
  enquiry_unknown: 'There is no such enquiry. Refresh the list.',
  day_not_opened: 'The day was not opened. Open it first, then close it.',
  day_still_open: 'The day of {detail} is still open. Close it first.',
  kept_not_shown:
    'It was done and is kept; only the page after it failed ({detail}). Open the page again to see it, and do not do it again.',
  issuing_halted:
    'This window issues nothing until a supervisor clears it; all else goes on. Open the notice at the top of the page.',
  clearance_wrong: 'The code is wrong. Read the number to the supervisor again and type the code anew.',
  clearances_used_up: 'All clearance codes of this computer are used. Sync, then let the administrator enrol it anew.',
  fee_unpaid: 'The fee is not paid. Take the payment first.',
  second_officer_needed:
    'Two officers must verify the materials. Let another officer log in here and record the check, then issue.',
  no_fee_due: 'No fee is due for this case. Go on with the next step.',
  licence_revoked:
    'The licence was revoked or replaced ({detail}) and is not handed over. Keep the paper and ask the centre.',
  licence_superseded:
    'The licence {detail} has a newer version or was cancelled since. Take the case in anew.',
  numbers_exhausted:
    'No numbers are left ({detail}). Sync to get a new block, or ask the administrator.',
  pack_untrusted:
    'What came as rules is not signed by this centre, was altered or is older. It was not taken, and the rules here stay. Tell the administrator.',
  pack_not_in_force:
    'The rules are not in force today (until {detail}). Nothing is issued; receiving goes on. Sync for newer rules.',
  reason_needed: 'Give a reason or a finding of 1 to 500 characters.',
  document_unavailable: 'This paper cannot be made yet. Finish the step before it.',
  glyph_missing:
    'No font has the character “{detail}”, so the paper was not made. Ask the administrator to add it.',
  no_report: 'Nothing was done during an outage, so there is no report to print.',
  no_code_found:
    "No licence's QR code is found in the file. Open a sharper picture or the PDF, or scan the code.",
  file_too_large:
    'The file is too large for a licence. Open the page of the licence alone, at most 32 MB.',
  scanner_missing:
    'A program that reads such a file is missing here ({detail}). Have it installed, or scan the code.',
  printer_unavailable:
    'The print folder cannot be written ({detail}). The result is kept; check the folder or the disk and print again.',
  bundle_not_one:
    'This is no exchange file; nothing was taken in. Choose the reply that the centre wrote.',
  bundle_cut:
    'The file is cut off; nothing was taken in. Copy it again from where it was written.',
  bundle_too_large:
    'The file is larger than any exchange file; nothing was taken in. Choose the reply that the centre wrote.',
  bundle_altered:
    'The file was altered after it was written; nothing was taken in. Copy it again; else have the administrator write the reply again, and look into who had it.',
  bundle_newer:
    'The file was written by a newer program; nothing was taken in. Install the newest program.',
  bundle_wrong_way:
    'This is a window’s request, to be carried to the centre. Take in the centre’s reply here.',
  bundle_foreign:
    'The file is not for this window: it concerns “{detail}”. Nothing was taken in. Take it to where it belongs.',
  bundle_sender_foreign:
    'The file was not written by this window’s centre; nothing was taken in. Check where it came from, and get the reply from this centre.',
  bundle_replayed:
    'This reply was taken in already ({detail}); nothing is done twice. There is nothing left to do.',
  bundle_not_awaited:
    'No request waits for this reply: a later one or a sync came first. Export again where there is anything to send.',
  bundle_file_exists:
    'The file is there already ({detail}); nothing was exported. Choose another name.',
  bundle_file_failed:
    'The exchange file cannot be written ({detail}); nothing was exported. Check folder, disk and rights.',
  disk_full: 'The disk is full and this step was not kept. Free some space and try again.',
  storage_failed:
    'This computer’s data cannot be read or written ({detail}); this step was not kept. Tell the administrator.',
  storage_damaged:
    'This computer’s data is damaged ({detail}). Stop working and ask the administrator to restore it.',
  schema_newer: 'The data was written by a newer program. Install the newest version.',
  storage_busy: 'Another program holds the data. Close it and try again in a moment.',
  not_printed: 'The licence was not printed yet, so it cannot be handed over. Print it first.',
  paper_impossible:
    'The paper cannot be made from what was typed ({detail}). Check it and try again.',
  internal:
    'The program failed ({detail}) and this step was not done. Try again; if it stays so, give the administrator the words in brackets.',
};
