import { ref } from 'vue';

/** What screen readers are told politely; the shell holds the live region. */
export const announcement = ref('');

/** Tells screen readers something that happened out of sight. */
export function announce(text: string): void {
  announcement.value = '';
  // An empty region first, so that the same words are read twice.
  setTimeout(() => (announcement.value = text), 60);
}
