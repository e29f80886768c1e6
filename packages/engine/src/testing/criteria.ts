import declarations from '../../conformance/criteria.json';
import { type Criterion } from '../index';

/** The declarations that the conformance cases use: the twelve standard criteria and some of plugins. */
export const criteria = declarations.criteria as unknown as readonly Criterion[];
