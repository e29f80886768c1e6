import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { useSession } from './features/session/session-store';

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's title; pages that show one thing put its name there themselves. */
    title?: string;
    /** Can be seen without signing in. */
    open?: boolean;
  }
}

const ruleEditor = () => import('./features/rules/editor/rule-editor-page.vue');
const inbox = () => import('./features/inbox/inbox-page.vue');

/** Screens inside the shell: sidebar, live events, signed in. */
const screens: RouteRecordRaw[] = [
  { path: '', redirect: '/rules' },
  {
    path: 'rules',
    name: 'rules',
    meta: { title: 'Engagement rules' },
    component: () => import('./features/rules/list/rule-list-page.vue'),
  },
  {
    path: 'rules/new',
    name: 'rule-new',
    meta: { title: 'New engagement rule' },
    component: ruleEditor,
  },
  {
    path: 'rules/:id',
    name: 'rule',
    meta: { title: 'Edit engagement rule' },
    props: true,
    component: ruleEditor,
  },
  {
    path: 'inbox/:id?',
    name: 'inbox',
    meta: { title: 'Inbox' },
    props: true,
    component: inbox,
  },
  {
    path: 'teams',
    name: 'teams',
    meta: { title: 'Teams' },
    component: () => import('./features/teams/team-list-page.vue'),
  },
  {
    path: 'teams/new',
    name: 'team-new',
    meta: { title: 'New team' },
    component: () => import('./features/teams/team-page.vue'),
  },
  {
    path: 'teams/:id',
    name: 'team',
    meta: { title: 'Team' },
    props: true,
    component: () => import('./features/teams/team-page.vue'),
  },
  {
    path: 'agents',
    name: 'agents',
    meta: { title: 'Agents' },
    component: () => import('./features/agents/agent-list-page.vue'),
  },
  {
    path: 'agents/new',
    name: 'agent-new',
    meta: { title: 'New agent' },
    component: () => import('./features/agents/agent-page.vue'),
  },
  {
    path: 'agents/:id',
    name: 'agent',
    meta: { title: 'Agent' },
    props: true,
    component: () => import('./features/agents/agent-page.vue'),
  },
  {
    path: 'sites',
    name: 'sites',
    meta: { title: 'Sites' },
    component: () => import('./features/sites/site-list-page.vue'),
  },
  {
    path: 'sites/new',
    name: 'site-new',
    meta: { title: 'New site' },
    component: () => import('./features/sites/site-page.vue'),
  },
  {
    path: 'sites/:id',
    name: 'site',
    meta: { title: 'Site' },
    props: true,
    component: () => import('./features/sites/site-page.vue'),
  },
  {
    path: 'plugins',
    name: 'plugins',
    meta: { title: 'Plugins' },
    component: () => import('./features/plugins/list/plugin-list-page.vue'),
  },
  {
    path: 'plugins/dead-letters',
    name: 'dead-letters',
    meta: { title: 'Dead letters' },
    component: () => import('./features/plugins/dead-letters/dead-letter-page.vue'),
  },
  {
    path: 'plugins/:name',
    name: 'plugin',
    meta: { title: 'Plugin' },
    props: true,
    component: () => import('./features/plugins/plugin-page.vue'),
  },
  {
    path: ':rest(.*)*',
    name: 'not-found',
    meta: { title: 'Page not found' },
    component: () => import('./shared/not-found-page.vue'),
  },
];

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      meta: { title: 'Sign in', open: true },
      component: () => import('./features/session/sign-in-page.vue'),
    },
    {
      path: '/setup',
      name: 'setup',
      meta: { title: 'Set up Beckon', open: true },
      component: () => import('./features/setup/setup-page.vue'),
    },
    { path: '/', component: () => import('./shell/app-shell.vue'), children: screens },
  ],
  scrollBehavior: (to, from, saved) =>
    saved ?? (to.path === from.path || (to.name === from.name && to.name === 'inbox') ? false : { top: 0 }),
});

/** Loads, while nothing else is to be done, the screens that are most likely to be opened next. */
function loadAhead(): void {
  // One that does not come now is loaded when it is opened.
  const load = () => void Promise.allSettled([ruleEditor(), inbox()]);
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 5_000 });
  else setTimeout(load, 2_000);
}

router.beforeEach(async (to) => {
  if (to.meta.open) return true;
  const session = useSession();
  if (!session.known) await session.load();
  if (session.agent || session.failure) return true;
  return {
    name: 'sign-in',
    query: to.fullPath === '/' || to.fullPath === '/rules' ? {} : { next: to.fullPath },
  };
});

let isAhead = false;
router.afterEach((to) => {
  if (!isAhead && !to.meta.open) loadAhead();
  isAhead ||= !to.meta.open;
  document.title = to.meta.title ? `${to.meta.title} · Beckon` : 'Beckon';
});
