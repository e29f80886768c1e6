import { type ChoiceOption } from '@beckon/engine';
import { type Actor, type Answer } from '../answer';
import { type DeadLetter } from '../model';
import { type Page, type RunningPlugin } from '../ports';

/** A plugin as an administrator sees it: secrets are a row of dots. */
export interface PluginView extends Omit<RunningPlugin, 'currentOptions'> {
  currentOptions: Record<string, unknown>;
  /** 0: nothing was saved yet, the options are the configuration file's. */
  revision: number;
  updatedAt: Date | null;
  /** Events that it did not take. */
  deadLetters: number;
  /** What is to be mended, in a sentence. */
  problem: string | null;
}

export interface PluginOverview {
  /** In the order of the configuration. */
  plugins: PluginView[];
  deadLetters: number;
  /** Events on their way to plugins. */
  pendingEvents: number;
}

/** The plugins of this installation. All but `choices` wants `plugins:manage` (`forbidden` else). */
export interface Plugins {
  list(request: { actor: Actor }): Promise<Answer<PluginOverview>>;
  /**
   * Replaces a plugin's options, in force at once; a row of dots keeps the secret that is stored. Errors: `notFound`; `invalidRequest` with issues at
   * `/options/…`; `stale` with `current` where somebody else saved meanwhile.
   */
  saveOptions(request: {
    actor: Actor;
    name: string;
    options: Record<string, unknown>;
    revision: number;
  }): Promise<Answer<PluginView>>;
  /** Newest first. */
  deadLetters(request: {
    actor: Actor;
    after: string | null;
    limit: number;
  }): Promise<Answer<Page<DeadLetter>>>;
  /** Brings the event to its plugin once more and removes the letter. Errors: `notFound`; `conflict` with the reason where it fails again. */
  replay(request: { actor: Actor; deadLetterId: string }): Promise<Answer<null>>;
  removeDeadLetter(request: { actor: Actor; deadLetterId: string }): Promise<Answer<null>>;
  /** The list that a criterion's `options: { load }` names. Wants `automations:read`. Errors: `notFound`; `unavailable` with the reason where it cannot be loaded. */
  choices(request: { actor: Actor; list: string }): Promise<Answer<ChoiceOption[]>>;
  /** Puts in force what was saved elsewhere since (by another server on the same storage). Call it now and then. */
  refresh(): Promise<void>;
}
