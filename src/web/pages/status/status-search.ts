import { MAIL_FATES, STATIONS } from '../../../contract/users.ts';
import { choice, compact, text } from '../../search-params.ts';

export const statusSearch = (search: Record<string, unknown>) =>
  compact({
    q: text(search, 'q'),
    station: choice(search, 'station', STATIONS),
    before: choice(search, 'before', STATIONS),
    mail: choice(search, 'mail', MAIL_FATES),
    cursor: text(search, 'cursor'),
    user: text(search, 'user'),
  });
export type StatusSearch = ReturnType<typeof statusSearch>;
