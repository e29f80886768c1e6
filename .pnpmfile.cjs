// Test tools live in tooling/. pnpm installs a workspace package's peers even where they are optional: without this, `npm start` would
// install vitest for the testing entry of @beckon/plugin, which only authors of plugins use.
module.exports = {
  hooks: {
    readPackage(manifest) {
      if (manifest.name === '@beckon/plugin') {
        delete manifest.peerDependencies;
        delete manifest.peerDependenciesMeta;
      }
      return manifest;
    },
  },
};
