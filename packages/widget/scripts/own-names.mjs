/**
 * Names of properties and methods that only our own code reads and writes: not a name of the API's JSON, of what is stored in
 * the browser, of a command, an operator or a fact, nor one of a browser's own. The build shortens them, the same in all parts.
 */
export const ownNames = [
  'api', 'ask', 'attempt', 'begin', 'blocked', 'busy', 'card', 'change', 'changed', 'channel', 'chat', 'clock', 'clocks', 'consider', 'context', 'door',
  'draw', 'emit', 'ended', 'engagements', 'enter', 'judge', 'final', 'flush', 'freed', 'given', 'hear', 'leave', 'listen', 'local', 'mailbox',
  'note', 'noticed', 'occupy', 'pageView', 'place', 'post', 'present', 'renew', 'restart', 'root', 'ruleSet', 'stage', 'store', 'take', 'tell', 'tracker',
  'tries', 'unless', 'use', 'wakeAfter', 'world', 'write',
];
