import { defineConfig } from 'tsup';
import { browserModuleBuild, packageBuild } from '../../tooling/tsup/base';

export default defineConfig([
  packageBuild({ index: 'src/index.ts' }, { platform: 'node', clean: false }),
  browserModuleBuild(),
]);
