import { type Criterion as EngineCriterion, type Rule as EngineRule } from '@beckon/engine';

/** The engine's own types, as they travel. */
export type Criterion = EngineCriterion;
export type RuleInput = EngineRule;
