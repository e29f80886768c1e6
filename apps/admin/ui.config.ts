import { type NuxtUIOptions } from '@nuxt/ui/unplugin';

/** Nuxt UI: only the colours, components and icons that the admin uses, all of them bundled. */
export const uiOptions: NuxtUIOptions = {
  autoImport: false,
  colorMode: false,
  components: { dts: 'node_modules/.nuxt-ui/components.d.ts', dirs: [] },
  theme: { colors: ['primary', 'success', 'warning', 'error', 'info'] },
  experimental: { componentDetection: true },
  icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'], globExclude: [] } } },
  ui: {
    colors: {
      primary: 'pine',
      success: 'emerald',
      warning: 'amber',
      error: 'rose',
      info: 'sky',
      neutral: 'stone',
    },
    button: {
      slots: { base: 'cursor-pointer' },
      // Pressed and pointed at it stays as readable as at rest.
      compoundVariants: [
        {
          color: 'primary',
          variant: 'solid',
          class: 'hover:bg-pine-700 active:bg-pine-800 dark:hover:bg-pine-200 dark:active:bg-pine-100',
        },
      ],
    },
    // Off must be seen as well: 3 to 1 against the ground.
    switch: {
      slots: { base: 'data-[state=unchecked]:bg-(--beckon-control)' },
      variants: { disabled: { true: { root: 'opacity-100', base: 'opacity-60' } } },
    },
    // A list is as long as the window allows and as wide as its longest entry: forty teams are looked through, not fished for.
    select: {
      slots: {
        content:
          'max-h-[min(28rem,var(--reka-select-content-available-height))] w-auto min-w-(--reka-select-trigger-width) max-w-[min(30rem,92vw)]',
      },
    },
    // Fainter text on a tinted ground would be too pale.
    alert: { slots: { description: 'opacity-100' } },
    // What is said about a control stays readable where the control is disabled.
    checkbox: { variants: { disabled: { true: { root: 'opacity-100', base: 'opacity-60' } } } },
  },
};
