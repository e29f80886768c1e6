import { opposites } from '../compile/lower';
import { type ConditionNode, type RuleNode } from '../compile/program';
import { sayCondition } from '../explain/sentences';
import { requiredLiterals } from '../regex/required-literals';
import { isInLanguage } from '../values/compare';
import { decodeEscapes } from '../values/url';
import { conditionsOf } from './conditions-of';
import { type Finding, type FindingCode } from './finding';

/** What is odd about a value, and how to mend it. */
interface Odd {
  readonly code: FindingCode;
  /** Goes on from the condition in words. */
  readonly message: string;
  readonly mend: string;
}

/** Values that work, but hardly as they were meant: URLs are compared as a whole, and without what stands behind `#`. */
export function checkValues(rule: RuleNode): Finding[] {
  return conditionsOf(rule.node).flatMap((node) => {
    const odd = oddity(node);
    return odd
      ? [
          {
            code: odd.code,
            severity: 'warning' as const,
            ruleIds: [rule.id],
            places: [{ ruleId: rule.id, path: node.path }],
            message: `${sayCondition(node)}: ${odd.message}`,
            mend: odd.mend,
          },
        ]
      : [];
  });
}

function oddity(node: ConditionNode): Odd | undefined {
  const { condition, criterion, tests } = node;
  const { type } = criterion;
  const base = opposites[condition.operator] ?? condition.operator;
  const values: readonly unknown[] = Array.isArray(condition.value) ? condition.value : [condition.value];
  if (base === 'isOneOf' && values.length > listed(node)) {
    return {
      code: 'duplicate',
      message: 'it names a value twice.',
      mend: 'Leave out what is there already: upper and lower case are the same.',
    };
  }
  const [test] = tests;
  if (test?.op === 'language') return oddLanguages(values as readonly string[], test.values);
  if ((type !== 'text' && type !== 'url') || test?.op === 'custom') return undefined;
  const texts = values.filter((value) => typeof value === 'string').map((value) => value.trim());
  const odd =
    oddSign(base, texts) ??
    (type === 'url' ? (base === 'matches' ? oddExpression(texts[0] ?? '') : oddUrl(base, texts)) : undefined);
  if (odd) return { code: 'unlikelyValue', ...odd };
  if (base !== 'like' || texts.some((text) => text.includes('*'))) return undefined;
  return {
    code: 'unlikelyValue',
    message: 'without a * it is the same as "is".',
    mend: `Write * where anything may stand, such as "*${(texts[0] ?? '').slice(0, 40)}*", or choose "is".`,
  };
}

/** A language that another one of the list holds for, too. */
function oddLanguages(written: readonly string[], ranges: readonly string[]): Odd | undefined {
  const within = ranges.findIndex((range) =>
    ranges.some((other) => other !== range && isInLanguage(range, other)),
  );
  return within < 0
    ? undefined
    : {
        code: 'duplicate',
        message: `"${(written[within] ?? '').slice(0, 40)}" is within another language of the list.`,
        mend: 'Leave it out, or the other one.',
      };
}

/** What patterns and expressions are written with. */
const EXPRESSION = /\.[*+]|\\[dwsb]|^\^|\([^\s()|]+(?:\|[^\s()|]+)+\)/;

/** Signs of patterns and expressions where they mean themselves. */
function oddSign(base: string, texts: readonly string[]): Words | undefined {
  if (base === 'matches') {
    return texts.some((text) => /(?:^|[^\\[])\/\*/.test(text))
      ? {
          message: 'in an expression "*" repeats what stands before it, here the "/".',
          mend: 'Write "/.*" for anything behind a "/", or choose "is like".',
        }
      : undefined;
  }
  if (texts.some((text) => EXPRESSION.test(text))) {
    return {
      message: 'this is compared sign by sign, though it is written like a regular expression.',
      mend: 'Choose "matches regular expression", or leave its signs out.',
    };
  }
  return base !== 'like' && texts.some((text) => text.includes('*'))
    ? {
        message: 'here "*" is the sign itself; only "is like" takes it for anything.',
        mend: 'Choose "is like", or leave the "*" out.',
      }
    : undefined;
}

/** How many different values a list comes down to. */
function listed({ tests, condition }: ConditionNode): number {
  const sum = tests.reduce((count, test) => count + ('values' in test ? test.values.length : 0), 0);
  return sum || (Array.isArray(condition.value) ? condition.value.length : 1);
}

type Words = Omit<Odd, 'code'>;

const behindHash: Words = {
  message: 'what stands behind "#" in a URL is not looked at, unless it begins with "#/" or "#!".',
  mend: 'Leave out the "#" and what follows it.',
};

/** Whether a text has a part behind `#` that is no route; behind the first `#` all belongs to it. */
const hasFragment = (text: string): boolean => /^[^#]*#[^/!]/.test(text);

/** What a URL as a whole may begin with. */
function canBegin(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) || /^\/\//.test(text);
}

const isStartOfScheme = (text: string): boolean =>
  ['https://', 'http://'].some((scheme) => scheme.startsWith(text.toLowerCase()));

function oddUrl(base: string, texts: readonly string[]): Words | undefined {
  if (texts.some(hasFragment)) return behindHash;
  if (base === 'contains' || base === 'endsWith') {
    return texts.some((text) => /:(?:80|443)\//.test(text))
      ? { message: 'the usual ports, 80 and 443, are left out of URLs.', mend: 'Leave the port out.' }
      : undefined;
  }
  const unlikely = texts.find((text) => {
    const head = base === 'like' ? text.replace(/\*[^]*$/, '') : text;
    if (text === '' || text.startsWith('/') || canBegin(head)) return false;
    return base === 'startsWith' || head !== text ? !isStartOfScheme(head) : true;
  });
  return unlikely === undefined
    ? undefined
    : {
        message: 'a URL as a whole begins with "https://".',
        mend: `Write "https://" in front of "${unlikely.slice(0, 40)}", begin with "/" for the path alone, or use "contains".`,
      };
}

function oddExpression(source: string): Words | undefined {
  const anchored = /^\^((?:[\w-]|\\?\/|\\[.-])+)(.?)/.exec(source);
  if (anchored) {
    const head = anchored[1]!.replace(/\\/g, '');
    // `^http` may go on with `s?`.
    if (!isStartOfScheme(head) && !isStartOfScheme(head.slice(0, 4)) && anchored[2] !== ':') {
      return {
        message: 'the expression sees the whole URL, which begins with "https://".',
        mend: 'Leave out the "^", or begin with "^https?://[^/]+/".',
      };
    }
  }
  const literals = requiredLiterals(source) ?? [];
  if (!literals.length) return undefined;
  if (literals.every(hasFragment)) return behindHash;
  return literals.every((text) => decodeEscapes(text) !== text)
    ? {
        message: 'escapes such as %20 are decoded before it is asked.',
        mend: 'Write the character itself, such as a space for %20.',
      }
    : undefined;
}
