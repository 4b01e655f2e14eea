/** Chinese words of what a contact told beside its note: a difficulty, a change of place. */
export const toldZh = {
  need: '说了难处',
  needHint: '记下来就到支部的「困难诉求」里，有人接着办。',
  needPrivate: '只给书记和经办人看的，请写在「要帮什么忙」里。',
  change: '换了地方、单位或号码',
  changeHint: '会替他报一份变更，书记受理了才改。',
  employer: '现在在哪儿干活',
};

export type ToldWords = typeof toldZh;
