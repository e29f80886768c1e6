import { type Ref, watch } from 'vue';

/** Names the page after the one thing that it shows. */
export function usePageTitle(title: Ref<string>): void {
  watch(title, (text) => (document.title = `${text} · Beckon`), { immediate: true });
}
