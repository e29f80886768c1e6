export * from './order';
export * from './results';
export * from './storable';
export * from './storage';
export * from './world';
