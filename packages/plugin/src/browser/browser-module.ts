import { type FactValue } from '../facts/fact-values';

/** What a browser module is started with, beside `set`. */
export interface BrowserModuleContext {
  /** The keys that open conditions read, with their qualifier (`behaviour/seen/#prices`). */
  asked: readonly string[];
  /** What `browser.settings` of the plugin made of its options: public, never a secret. */
  settings: unknown;
}

/** Tells the widget a fact; `undefined`: no longer known. */
export type SetFact = (key: string, value: FactValue | undefined) => void;

/** The default export of a plugin's browser module: finds out what only the browser can see. */
export interface BrowserModule<Fact extends string = string> {
  /** The facts that it can set, without their qualifier. */
  facts: readonly Fact[];
  /** Starts looking. Answers the function that takes every listener and timer away again. Called anew after a page change. */
  start(
    set: (key: Fact | `${Fact}/${string}`, value: FactValue | undefined) => void,
    context: BrowserModuleContext,
  ): () => void;
}

/** A browser module whose facts are forgotten, as the widget sees it. */
export interface LoadedBrowserModule {
  facts: readonly string[];
  start(set: SetFact, context: BrowserModuleContext): () => void;
}

/** Where a plugin's browser module is and what it knows. */
export interface BrowserModuleReference<Options = unknown> {
  /**
   * The built ES module: `new URL('./browser.js', import.meta.url)`. It has no import of its own at run time and
   * stays within its budget of 2 kB (brotli).
   */
  module: URL;
  /** The same list as in the module. */
  facts: readonly string[];
  /** What of the options the module needs. It is sent to every visitor: no secrets. */
  settings?(options: Options): unknown;
}

/**
 * Declares a browser module. The file default-exports what this answers.
 *
 * @example
 * export default defineBrowserModule({
 *   facts: ['screen/width'],
 *   start(set) {
 *     const tell = () => set('screen/width', innerWidth);
 *     tell();
 *     addEventListener('resize', tell);
 *     return () => removeEventListener('resize', tell);
 *   },
 * });
 */
export function defineBrowserModule<const Fact extends string>(
  module: BrowserModule<Fact>,
): BrowserModule<Fact> {
  return module;
}
