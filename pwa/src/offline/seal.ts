import { OfflineError } from './errors';

/** The keys of one account on this phone; neither can be read out of the browser. */
export interface Keys {
  sealing: CryptoKey;
  naming: CryptoKey;
}

export interface Sealed {
  nonce: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** Mint keys that the browser can use and nobody can export. */
export async function mintKeys(): Promise<Keys> {
  // Browsers hide `subtle` from pages that came over plain HTTP.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) throw new OfflineError('no_encryption');
  const [sealing, naming] = await Promise.all([
    subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  ]);
  return { sealing, naming };
}

/** Encrypt a value for one place; moved to another place it does not open. */
export async function seal(keys: Keys, place: string, value: unknown): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const bytes = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(place) },
    keys.sealing,
    plain,
  );
  return { nonce, bytes };
}

/** Decrypt what `seal` made for the same place; rejects when either was changed. */
export async function unseal(keys: Keys, place: string, sealed: Sealed): Promise<unknown> {
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: sealed.nonce, additionalData: new TextEncoder().encode(place) },
    keys.sealing,
    sealed.bytes,
  );
  return JSON.parse(new TextDecoder().decode(plain));
}

/** Turn a key such as a searched address, which may hold a name, into one that tells nothing. */
export async function disguise(keys: Keys, key: string): Promise<string> {
  const digest = await crypto.subtle.sign('HMAC', keys.naming, new TextEncoder().encode(key));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
