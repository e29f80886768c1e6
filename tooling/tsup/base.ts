import type { Options } from 'tsup';

/**
 * How every package of ours is built: ESM for Node 20 and today's browsers, types beside it.
 * `entry` names the files that become entry points of `dist/`.
 */
export function packageBuild(entry: Record<string, string>, more: Options = {}): Options {
  return {
    entry,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    splitting: true,
    sourcemap: true,
    clean: true,
    // `npm start` runs what it builds and reads no types.
    dts:
      process.env['BECKON_BUILD_TYPES'] === 'no' ? false : { compilerOptions: { ignoreDeprecations: '6.0' } },
    ...more,
  };
}

/** How a plugin's browser module is built: one small file without imports, as visitors load it. */
export function browserModuleBuild(): Options {
  return {
    entry: { browser: 'src/browser.ts' },
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    noExternal: [/.*/],
    esbuildOptions: (options) => {
      options.conditions = ['@beckon/source'];
    },
    splitting: false,
    minify: true,
    dts: false,
    clean: false,
  };
}
