/**
 * For a plugin's browser module: `defineBrowserModule` alone, without anything that a visitor would download in vain.
 *
 * @module
 */
export {
  type BrowserModule,
  type BrowserModuleContext,
  defineBrowserModule,
  type LoadedBrowserModule,
  type SetFact,
} from './browser/browser-module';
