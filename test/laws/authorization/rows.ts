import type { Principal, Things, World } from './world.ts';

/** How the object of a call stands to whoever asks. */
export const RELATIONS = {
  user: ['self', 'other', 'stronger', 'foreign', 'missing'],
  group: ['own', 'other', 'foreign', 'missing'],
  device: ['own', 'other', 'foreign', 'missing'],
  thing: ['here', 'foreign', 'missing'],
  passkey: ['missing'],
  none: ['-'],
} as const;
export type Relation = (typeof RELATIONS)[keyof typeof RELATIONS][number];

export interface Given {
  /** The id of the object, after its relation. */
  id: string;
  relation: Relation;
  /** What there is in the environment of whoever asks. */
  here: Things;
  as: Principal;
  world: World;
  version(id: string): number;
  fresh(): string;
}

export interface Body {
  params?: Record<string, string>;
  query?: string;
  json?: unknown;
  raw?: Uint8Array | string;
}

/** A row of the matrix: what it is about, and a call that is right in every respect but perhaps who makes it. */
export interface Row {
  about: keyof typeof RELATIONS;
  /** Which of an environment's things, where it is about one. */
  thing?:
    | 'key'
    | 'import'
    | 'wave'
    | 'pausedWave'
    | 'mail'
    | 'kept'
    | 'act'
    | 'runningAct'
    | 'view'
    | 'verification'
    | 'stranger'
    | 'gone';
  send?(given: Given): Body;
}

export const none = (send?: Row['send']): Row => ({ about: 'none', ...(send && { send }) });
export const user = (send?: Row['send'], thing?: 'stranger' | 'gone'): Row => ({
  about: 'user',
  ...(thing && { thing }),
  ...(send && { send }),
});
export const thing = (name: NonNullable<Row['thing']>, send?: Row['send']): Row => ({
  about: 'thing',
  thing: name,
  ...(send && { send }),
});
export const json = (body: unknown) => () => ({ json: body });
