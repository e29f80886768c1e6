import { onScopeDispose, ref, watchEffect } from 'vue';

/** What the administrator chose; `system` follows the machine. */
export type Theme = 'light' | 'dark' | 'system';

const KEY = 'beckon-theme';

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

const theme = ref<Theme>(stored());

/** The theme that is chosen; setting it is remembered in this browser. `public/theme.js` does the same before the first paint. */
export function useTheme() {
  return {
    theme,
    choose(next: Theme) {
      theme.value = next;
      try {
        if (next === 'system') localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, next);
      } catch {
        // Storage is blocked: the choice holds until the page is left.
      }
    },
  };
}

/** Keeps the document's class in step with the choice and with the machine. Called once, by the app. */
export function applyTheme(): void {
  const machine = matchMedia('(prefers-color-scheme: dark)');
  const machineIsDark = ref(machine.matches);
  const follow = (event: MediaQueryListEvent) => (machineIsDark.value = event.matches);
  machine.addEventListener('change', follow);
  onScopeDispose(() => machine.removeEventListener('change', follow));
  watchEffect(() => {
    const dark = theme.value === 'dark' || (theme.value === 'system' && machineIsDark.value);
    document.documentElement.classList.toggle('dark', dark);
    document.documentElement.classList.toggle('light', !dark);
  });
}
