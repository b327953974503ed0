// The words for the documents by which an applicant is known.

export const applicant = {
  identityDocument: {
    resident_card: 'Resident identity card',
    residence_permit: 'Residence permit (Hong Kong, Macao, Taiwan)',
    hong_kong_macao_permit: 'Travel permit (Hong Kong, Macao)',
    taiwan_permit: 'Travel permit (Taiwan)',
    permanent_residence_card: 'Foreigner’s permanent residence card',
    passport: 'Passport',
    credit_code: 'Unified social credit code',
  },
  documentNumber: {
    resident_card: 'Identity number',
    residence_permit: 'Permit number',
    hong_kong_macao_permit: 'Permit number',
    taiwan_permit: 'Permit number',
    permanent_residence_card: 'Card number',
    passport: 'Passport number',
    credit_code: 'Credit code',
  },
};
