/** Identifiers: UUIDv7, made by us, branded per thing so that one cannot be passed for another. */
export type Id<K extends string> = string & { readonly __id: K };

export type TenantId = Id<'tenant'>;
export type UserId = Id<'user'>;
export type SessionId = Id<'session'>;
export type ApiKeyId = Id<'apiKey'>;
export type ActivationId = Id<'activation'>;
export type MailId = Id<'mail'>;
export type WaveId = Id<'wave'>;
export type TemplateId = Id<'template'>;
export type ImportId = Id<'import'>;
export type GroupId = Id<'group'>;
export type ViewId = Id<'view'>;
export type PasskeyId = Id<'passkey'>;
export type AddressChangeId = Id<'addressChange'>;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A new UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits. */
export function newId<K extends string>(): Id<K> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => HEX[byte]).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<K>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the lower-case text form of a UUID, of any version. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
