import { onBeforeUnmount, type Ref } from 'vue';

/**
 * So long, in ms, after the focus went: what is then said may make the page grow, which must not carry away the button that
 * a finger is pressing.
 */
const SETTLED = 300;

/** Tells when the focus went from an element to something else; a list that is open belongs to its control, wherever it is drawn. */
export function useLeaving(element: Readonly<Ref<HTMLElement | null>>, left: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stay = () => clearTimeout(timer);
  function leave() {
    stay();
    timer = setTimeout(() => {
      const open = element.value?.querySelector('[aria-expanded="true"]');
      if (!open && !element.value?.contains(document.activeElement)) left();
    }, SETTLED);
  }
  onBeforeUnmount(stay);
  return { stay, leave };
}
