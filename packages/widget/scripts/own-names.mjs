/**
 * Names of properties and methods that only our own code reads and writes: not a name of the API's JSON, of what is stored in
 * the browser, of a command, an operator or a fact, nor one of a browser's own. The build shortens them, the same in all parts.
 */
export const ownNames = [
  'ask', 'attempt', 'begin', 'blocked', 'busy', 'change', 'changed', 'chat', 'clock', 'clocks', 'consider', 'context', 'door', 'draw', 'engagements',
  'enter', 'factsChanged', 'final', 'flush', 'freed', 'given', 'hear', 'leave', 'listen', 'local', 'mailbox', 'note', 'noticed', 'occupy', 'pageView',
  'place', 'post', 'present', 'renew', 'restart', 'ruleSet', 'stage', 'take', 'tell', 'tracker', 'tries', 'unless', 'use', 'wakeAfter', 'world',
];
