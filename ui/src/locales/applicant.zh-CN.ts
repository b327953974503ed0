// 申请人证件的文字。

export const applicant = {
  identityDocument: {
    resident_card: '居民身份证',
    residence_permit: '港澳台居民居住证',
    hong_kong_macao_permit: '港澳居民来往内地通行证',
    taiwan_permit: '台湾居民来往大陆通行证',
    permanent_residence_card: '外国人永久居留身份证',
    passport: '护照',
    credit_code: '统一社会信用代码',
  },
  documentNumber: {
    resident_card: '公民身份号码',
    residence_permit: '居住证号码',
    hong_kong_macao_permit: '通行证号码',
    taiwan_permit: '通行证号码',
    permanent_residence_card: '永久居留身份证号码',
    passport: '护照号码',
    credit_code: '统一社会信用代码',
  },
};
