import { defineConfig } from 'tsup';
import { packageBuild } from '../../tooling/tsup/base';

export default defineConfig(
  packageBuild({ 'create-plugin': 'src/create-plugin.ts', cli: 'src/cli.ts' }, { platform: 'node' }),
);
