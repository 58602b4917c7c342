import { foldText } from './fold-text.ts';

export interface NameParts {
  firstName: string;
  namePrefix?: string | null;
  lastName: string;
}

/** The name as people read it: first name, particle, family name. */
export function displayName({ firstName, namePrefix, lastName }: NameParts): string {
  return [firstName, namePrefix, lastName]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
}

/** The folded name that lists are sorted by: family name, first name, particle. */
export function sortName({ firstName, namePrefix, lastName }: NameParts): string {
  return [lastName, firstName, namePrefix]
    .map((part) => foldText(part ?? '').trim())
    .filter(Boolean)
    .join(' ')
    .slice(0, 200);
}

/** One or two letters that stand for a person without a photo. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('') || '?';
}
