import { nextTick } from 'vue';

/** After the errors are on the screen: puts the focus on the first control that has one. */
export async function focusFirstError(root: HTMLElement | null | undefined): Promise<void> {
  await nextTick();
  const control = root?.querySelector<HTMLElement>('[aria-invalid="true"]:not([disabled])');
  if (!control) return;
  control.focus({ preventScroll: true });
  control.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}
