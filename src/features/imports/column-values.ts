/** What the values of a column look like, whatever its heading says. Shares are of the filled cells. */
export interface ColumnLook {
  filled: number;
  distinct: number;
  email: number;
  spaced: number;
  digits: number;
  language: number;
  particle: number;
  honorific: number;
  status: number;
  role: number;
  directoryPath: number;
  words: number;
}

const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[\p{L}]{2,}$/u;
const LANGUAGE =
  /^(en|nl|de|fr|es|it|pt|pl|da|sv|tr|ar|uk|ro)([-_][a-z]{2})?$|^(english|dutch|german|nederlands|engels|duits|deutsch|englisch|niederländisch)$/i;
const PARTICLE =
  /^(van|von|de|der|den|het|'t|ter|ten|te|zu|zum|zur|op|in|aan|la|le|du|el|al|d'|vom|und|s|onder|bij|uit|of|over|voor|'s|[ds]’?)(\s+(de|der|den|het|'t|dem|la|l'|und|zu))?$/i;
const HONORIFIC = /^(mr|mrs|ms|mx|dr|prof|herr|frau|de heer|mevrouw|dhr|mevr|mw|drs|ir|ing|dipl|mag)\b\.?/i;
const STATUS =
  /^(active|inactive|suspended|terminated|yes|no|true|false|ja|nee|nein|actief|inactief|aktiv|inaktiv|in dienst|uit dienst|deactivated|deleted|registered|locked|0|1|on leave)$/i;
const ROLE = /^(member|admin|owner|primary owner|bot|guest|(multi|single)-channel guest|workspace (admin|owner))$/i;

export function lookOf(values: readonly string[]): ColumnLook {
  const filled = values.map((value) => value.trim()).filter(Boolean);
  const share = (test: (value: string) => boolean) => (filled.length ? filled.filter(test).length / filled.length : 0);
  return {
    filled: filled.length,
    distinct: new Set(filled).size,
    email: share((v) => EMAIL.test(v)),
    spaced: share((v) => /\p{L}[\s,]+\p{L}/u.test(v)),
    digits: share((v) => /^\d+$/.test(v)),
    language: share((v) => LANGUAGE.test(v)),
    particle: share((v) => PARTICLE.test(v)),
    honorific: share((v) => HONORIFIC.test(v)),
    status: share((v) => STATUS.test(v)),
    role: share((v) => ROLE.test(v)),
    directoryPath: share((v) => /\b(cn|ou|dc|uid)=/i.test(v)),
    words: share((v) => /^[\p{L}\p{M}'’.\- ]{1,60}$/u.test(v)),
  };
}
