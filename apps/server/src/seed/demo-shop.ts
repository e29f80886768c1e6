import { type AgentDraft, type BusinessHours, type RuleDraft, type TeamDraft } from '@beckon/domain';

/** The demo's public key, as it stands in the shop's snippet. */
export const DEMO_SITE_KEY = 'brewfictus-demo';

/** How the widget looks in the shop: white on this brown has a contrast of 7:1. */
export const demoSettings = { accent: '#8a3f17', greeting: 'Hello! How can we help?' };

const weekdays = [1, 2, 3, 4, 5] as const;

const salesHours: BusinessHours = {
  zone: 'Europe/Zurich',
  week: weekdays.map((day) => ({
    day,
    intervals: [
      { open: '08:00', close: '12:00' },
      { open: '13:00', close: '18:30' },
    ],
  })),
  exceptions: [
    { date: '2026-12-24', name: 'Christmas Eve', intervals: [{ open: '08:00', close: '12:00' }] },
    { date: '2026-12-25', name: 'Christmas Day', intervals: [] },
    { date: '2027-01-01', name: "New Year's Day", intervals: [] },
  ],
};

const supportHours: BusinessHours = {
  zone: 'Europe/Zurich',
  week: [
    ...weekdays.map((day) => ({ day, intervals: [{ open: '07:00', close: '22:00' }] })),
    { day: 6, intervals: [{ open: '09:00', close: '17:00' }] },
  ],
  exceptions: [{ date: '2026-12-25', name: 'Christmas Day', intervals: [] }],
};

export const demoTeams = {
  sales: { name: 'Sales', hours: salesHours },
  support: { name: 'Support', hours: supportHours },
} satisfies Record<string, TeamDraft>;

/** Ids of the demo's teams. */
export type DemoTeams = Record<keyof typeof demoTeams, string>;

/** The people of the demo; `administrator` takes the address and password that the environment names, if it does. */
export function demoAgents(
  teams: DemoTeams,
): Record<'administrator' | 'agent', Omit<AgentDraft, 'password'>> {
  return {
    administrator: {
      name: 'Ada Brewster',
      email: 'admin@brewfictus.test',
      roles: ['administrator'],
      teamIds: [teams.sales, teams.support],
      primaryTeamId: teams.sales,
      enabled: true,
    },
    agent: {
      name: 'Milo Crema',
      email: 'agent@brewfictus.test',
      roles: ['agent'],
      teamIds: [teams.sales, teams.support],
      primaryTeamId: teams.support,
      enabled: true,
    },
  };
}

/**
 * Three rules that make sense in the shop. None of them can fire on the home page or on a product page within a minute of a
 * new visit, so that an administrator's own first rule is seen at work.
 */
export function demoRules(teams: DemoTeams): RuleDraft[] {
  return [
    {
      title: 'Cart left waiting',
      enabled: true,
      when: {
        all: [
          { criterion: 'pageUrl', operator: 'is', value: '/cart' },
          { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 45 },
        ],
      },
      then: {
        from: { team: teams.support },
        message:
          'Any question about delivery, payment or the warranty before you order? We are happy to help.',
        assign: true,
      },
    },
    {
      title: 'Still comparing after three minutes',
      enabled: true,
      when: {
        all: [
          { criterion: 'timeOnSite', operator: 'greaterThanOrEqual', value: 3 },
          { criterion: 'pagesViewed', operator: 'greaterThanOrEqual', value: 4 },
          { criterion: 'businessHours', operator: 'is', value: 'during' },
          { criterion: 'engagedThisVisit', operator: 'is', value: false },
        ],
      },
      then: {
        from: { team: teams.sales },
        message: 'Comparing machines? Tell us how you like your coffee and we will narrow it down with you.',
        assign: true,
      },
    },
    {
      title: 'Contact page outside business hours',
      enabled: true,
      when: {
        all: [
          { criterion: 'pageUrl', operator: 'startsWith', value: '/contact' },
          { criterion: 'businessHours', operator: 'is', value: 'outside' },
        ],
      },
      then: {
        from: { team: teams.support },
        message:
          'Our team is at home right now. Leave your question here and you will have an answer in the morning.',
        assign: true,
      },
    },
  ];
}
