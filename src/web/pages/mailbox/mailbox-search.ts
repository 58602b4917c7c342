/** `?mail=` the mail that is being read. */
export function mailboxSearch(search: Record<string, unknown>): { mail?: string } {
  return typeof search['mail'] === 'string' ? { mail: search['mail'] } : {};
}
