import type { Locale } from '../../kernel/locale.ts';

/** Invented people; none of them exists. First name, particle, last name, department, what became of their welcome mail. */
export type SampleState = 'in' | 'visited' | 'accepted' | 'expired' | 'bounced' | 'later' | 'notInvited' | 'noAddress' | 'gone';

const TABLE = `
Aaltje||Wierdsma|0|in
Abel|van|Houtrijk|1|in
Adriana||Lindelauf|2|in
Amira||Ben Salem|0|in
Anouk|de|Kersenboom|3|visited
Arjen||Postma|4|in
Bartholomeus|van der|Zwaluwenberg|5|accepted
Beatrix||Sonnental|2|in
Björn||Åkerlund|1|in
Carlijn|'t|Lam|0|in
Cédric||Beaumont|4|in
Chantal|van|Zandvoorde|3|accepted
Daan||Roggeveld|5|in
Deniz||Yıldırım|0|in
Dorothea||Kupferschmied|2|expired
Eefje|ter|Horstink|1|in
Elif||Karasu|0|in
Emiel|van den|Bosrand|4|bounced
Fenna||Dijkshoorn|0|in
Finn||O'Sullivan|5|in
Frederike|von|Ahrenshoop|3|accepted
Gerrit||Mosterdman|4|noAddress
Giovanni||Bellacqua|0|in
Grietje||Terpstra|2|in
Hanneke|de|Vos-Lindeman|1|in
Hendrik||Hazelhoff|5|later
Ilse||Vogelzang|0|in
Imane||El Idrissi|3|visited
Ingrid||Holmström|4|in
Jasper|van|Ossenberg|1|accepted
Jelle||Baarsma|0|in
Joëlle||Fontenay|2|expired
Kasper||Nørregaard|5|in
Katarzyna||Wiśniewska-Dąb|0|in
Klaas|van de|Veenkant|4|noAddress
Laila||Mansouri|3|in
Leonhard||Birkenfeld|2|accepted
Lotte||Zilverberg|0|in
Maarten|op de|Kamp|1|bounced
Margriet||Schoonderbeek|5|in
Matthijs||Korenwolf|0|visited
Mieke|van|Appelscha|3|in
Mohammed||Zerouali|4|in
Nadia||Hoogland|2|notInvited
Noor||Winterdijk|0|in
Oscar||Tannenbaum|1|gone
Petra||Lichtenegger|5|in
Pieter-Jan|de|Waal Malefijt|3|expired
Quirine||Oudemans|0|in
Rashid||Nazari|4|notInvited
Roos||Blankenstijn|2|in
Ruben||Sterkenburg|1|later
Saskia|van|Tienhoven|0|in
Sigrid||Eschenbach|5|accepted
Thijs||Waterman|3|noAddress
Tomasz||Zieliński|4|notInvited
Ursula||Grünwald|2|gone
Wietse||Hoekema|0|in
Yara||Steenhouwer|1|visited
Zoë||Pannekeet|3|expired
`;

export const DEPARTMENTS: Record<Locale, readonly string[]> = {
  en: ['Home care', 'Facilities', 'Finance', 'Communications', 'Kitchen', 'Information technology'],
  nl: ['Thuiszorg', 'Facilitair', 'Financiën', 'Communicatie', 'Keuken', 'ICT'],
  de: ['Ambulante Pflege', 'Gebäude', 'Finanzen', 'Kommunikation', 'Küche', 'IT'],
};

export interface SamplePerson {
  firstName: string;
  namePrefix: string | null;
  lastName: string;
  department: number;
  state: SampleState;
}

export const SAMPLE_PEOPLE: readonly SamplePerson[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [firstName = '', namePrefix = '', lastName = '', department = '0', state = 'in'] = line.split('|');
    return { firstName, namePrefix: namePrefix || null, lastName, department: Number(department), state: state as SampleState };
  });
