/** Chinese words of the work's menu: its places, and what each is for. */
export const workZh = {
  groups: {
    daily: '每天',
    people: '党员',
    upkeep: '管理',
    myself: '本人',
  },
  places: {
    desk: '待办',
    screenings: '排查',
    members: '党员',
    standing: '在册提醒',
    dues: '党费',
    handover: '交接清单',
    roster: '花名册',
    invitations: '邀请',
    groups: '党小组',
    accounts: '账号与职责',
    settings: '设置',
    mine: '我要报告',
    reports: '我的报告',
    me: '我的',
    more: '全部',
  },
  hints: {
    desk: '今天等着您办的事',
    screenings: '春节、农忙，把每一位都问到',
    members: '找人、看资料、代为登记',
    standing: '每条规定涉及谁，接下来办什么',
    dues: '按季度勾名字登记',
    handover: '换届时打印，三人签字',
    roster: '导入、导出花名册',
    invitations: '请党员来用，交给他邀请码',
    groups: '组长和组员',
    accounts: '谁担任什么，委托代办',
    settings: '期限、频次，按本地规定改',
    mine: '报平安、外出、返乡',
    reports: '报过的，都在这里',
    me: '资料、字号、退出',
  },
};

export type WorkWords = typeof workZh;
