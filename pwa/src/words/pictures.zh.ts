/** Chinese words of pictures: by consent only, and never asked for. */
export const picturesZh = {
  title: '照片（可以不放）',
  agreed: '拍到的同志本人都同意拍照、留存',
  agreedHint: '照片不是必须的，不同意就不放。',
  add: '加一张照片',
  adding: '正在传…',
  remove: '不放这张',
  offline: '现在没有网络，照片先不放，这一条照样能记。',
  failed: '照片没传上去，先不放也可以。',
  notPicture: '这个文件打不开，请选一张照片。',
  one: (number: number) => `照片 ${number}`,
  unread: '照片暂时打不开',
  close: '关闭',
};

export type PicturesWords = typeof picturesZh;
