/** Put a text on the clipboard; older phones and plain HTTP have only the selection's own copy. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) {
    const copied = await clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (copied) return true;
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr';
  const home = document.querySelector('dialog[open]') ?? document.body;
  home.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
