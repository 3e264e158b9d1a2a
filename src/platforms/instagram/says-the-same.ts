/** Whether a text that Instagram lists is the one that was sent: it drops spaces at both ends. */
export function saysTheSame(listed: string, sent: string): boolean {
  return plain(listed) === plain(sent);
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').trim();
}
