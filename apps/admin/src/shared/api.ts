import { createClient } from '@beckon/client';

const signedOutListeners = new Set<() => void>();

/** The API of the server that this page came from. */
export const api = createClient({ onSignedOut: () => signedOutListeners.forEach((tell) => tell()) });

/** Tells when the server says that nobody is signed in any more. */
export function onSignedOut(tell: () => void): void {
  signedOutListeners.add(tell);
}
