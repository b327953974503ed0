// The texts of the enquiries.

export const window = {
  enquiries: {
    title: 'Enquiries',
    list: 'List of enquiries',
    waiting: '{n} waits for an answer | {n} wait for an answer',
    empty: 'No enquiries',
    emptyText:
      'What the department is asked stands here, those that wait first. Each sync brings the new ones by itself.',
    offline:
      'Offline now: answer as usual, answers are sent by themselves. New enquiries come once the centre is back.',
    question: 'Question',
    asker: 'Asked by',
    phone: 'Telephone',
    askedAt: 'Asked at',
    item: 'Item',
    noItem: 'No item named',
    answer: 'Answer',
    answerHint: '1 to 500 characters. An answer is given once and cannot be changed',
    notNow: 'No answer can be given now',
    answeredBy: 'Answered by',
    answeredAt: 'Answered at',
    answeredWhere: 'Answered from',
    closedOn: 'Closed on',
    send: 'Answer',
    sheet: 'Answer to an enquiry',
    print: 'Print the answer',
    printText:
      'A working paper: one for the person who asked, one for the window. The file comes into the print folder.',
  },
};
