import { nextTick } from 'vue';

/** After the errors are on the screen: puts the focus on the first control that has one; where none has, what is said about the whole comes into sight. */
export async function focusFirstError(root: HTMLElement | null | undefined): Promise<void> {
  await nextTick();
  const control = root?.querySelector<HTMLElement>('[aria-invalid="true"]:not([disabled])');
  control?.focus({ preventScroll: true });
  const place = control ?? root?.querySelector<HTMLElement>('[role="alert"]');
  place?.scrollIntoView({
    block: 'center',
    behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
  });
}
