/** Why a plugin cannot be used. */
export type PluginIssueCode =
  | 'notAPlugin'
  | 'importFailed'
  | 'wrongApiVersion'
  | 'badName'
  | 'badDeclaration'
  | 'badOptions'
  | 'duplicatePlugin'
  | 'duplicateCriterion'
  | 'duplicateFact'
  | 'unknownFact'
  | 'factCycle'
  | 'setupFailed'
  | 'badConfig';

/** One thing to mend, as a sentence that names the plugin and how to mend it. */
export interface PluginIssue {
  /** The plugin's name; `''` where it is not even known. */
  plugin: string;
  code: PluginIssueCode;
  /** JSON Pointer into the declaration, the options or the configuration. */
  path: string;
  message: string;
}
