// What came of an application, and which version of a licence's number it is.

export const licence = {
  productKind: {
    new: 'New',
    amended: 'Amended',
    renewed: 'Renewed',
    duplicate: 'Reissued',
    cancelled: 'Cancelled',
    filed: 'Filed',
    registered: 'Registered',
  },
  licence: {
    sameApplication:
      'The same applicant applied for the same already, and it is open. See whether this is one too many:',
    numbered: '{number}, version {n}',
    came: '{kind}, version {n}',
    version: 'Version',
    since: 'Founded (first issued)',
    until: 'Valid until',
    term: 'Term',
    fromTo: 'from {from} to {until}',
    holderNumber: 'Credit code',
    endsOn: 'Ends on',
    notice: 'Notice of cancellation',
  },
};
