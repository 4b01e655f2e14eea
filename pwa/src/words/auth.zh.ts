/** Chinese words of signing in. */
export const authZh = {
  auth: {
    title: '登录',
    phone: '手机号',
    password: '密码',
    signIn: '登录',
    signingIn: '正在登录…',
    needPhone: '请输入 11 位手机号。',
    needPassword: '请输入密码。',
    help: '没有账号，或忘了密码？请找支部书记要一条新的邀请。',
    haveInvitation: '我有邀请码',
    who: '您是哪一位？',
    whoHint: '这个手机号是两个人一起用的。',
    locked: (minutes: number) => `输错的次数多了，为了安全先停一停。请 ${minutes} 分钟后再试，或找书记帮忙。`,
    offlineTitle: '现在没有网',
    offlineHint: '可以先打开这台手机上的内容，写好的报告有网后自动发出。',
    openOffline: (name: string) => `打开${name}的内容`,
    ended: '请重新登录。没发出的内容都还在手机里。',
    idle: '离开的时间长了，已经锁上。请重新登录。',
  },
};

export type AuthWords = typeof authZh;
