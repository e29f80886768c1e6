export { type Explanation, type Finding } from '@beckon/engine';
