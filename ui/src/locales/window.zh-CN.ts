// 咨询的文字。

export const window = {
  enquiries: {
    title: '咨询',
    list: '咨询列表',
    waiting: '{n} 条待答复',
    empty: '没有咨询',
    emptyText: '向本部门提出的咨询列在这里，待答复的在最前。同步后自动收到，不用刷新。',
    offline: '现在离线：可以照常答复，联网后自动上传；新的咨询联网后才收到。',
    question: '问题',
    asker: '咨询人',
    phone: '电话',
    askedAt: '提出时间',
    item: '事项',
    noItem: '未指明事项',
    answer: '答复',
    answerHint: '1 至 500 字。只能答复一次，答复后不能修改',
    notNow: '现在不能答复',
    answeredBy: '答复人',
    answeredAt: '答复时间',
    answeredWhere: '答复窗口',
    closedOn: '办结日期',
    send: '答复',
    sheet: '咨询答复单',
    print: '打印答复单',
    printText: '工作用纸：一份交咨询人，一份留窗口。印出的文件在打印目录。',
  },
};
