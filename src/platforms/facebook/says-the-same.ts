/** Whether a text that Facebook lists is the one that was sent: it drops spaces at both ends, and writes line ends its own way. */
export function saysTheSame(listed: string, sent: string): boolean {
  return plain(listed) === plain(sent);
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').trim();
}
