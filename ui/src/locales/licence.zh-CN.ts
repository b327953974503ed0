// 证照版次的文字：一件申请办成什么，是同一编号的第几版。

export const licence = {
  productKind: {
    new: '核发',
    amended: '变更',
    renewed: '延续',
    duplicate: '补领',
    cancelled: '注销',
    filed: '备案',
    registered: '登记',
  },
  licence: {
    sameApplication: '同一申请人的同一申请已经收件，尚未办结，请核实是否重复：',
    numbered: '{number} 第{n}版',
    came: '{kind} 第{n}版',
    version: '版次',
    since: '成立（首次核发）',
    until: '有效期至',
    term: '有效期',
    fromTo: '自 {from} 至 {until}',
    holderNumber: '统一社会信用代码',
    endsOn: '效力止于',
    notice: '注销通知书',
  },
};
