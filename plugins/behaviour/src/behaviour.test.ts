import { testPlugin } from '@beckon/plugin/testing';
import behaviour from './index';

testPlugin(behaviour, { browser: () => import('./browser') });
