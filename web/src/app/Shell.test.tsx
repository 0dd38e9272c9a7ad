import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeApi, json } from '../test/fakeApi';
import { engineer, l1Technician, owner, renderApp } from '../test/renderApp';

const quiet = () =>
  new FakeApi()
    .on('GET', '/l1/sessions/active', () => json([]))
    .on('GET', '/l1/escalations/mine', () => json([]));

async function navigationOf(person: typeof owner) {
  renderApp('/', person, quiet());
  const navigation = await screen.findByRole('navigation');
  return [...navigation.querySelectorAll('a')].map((link) => link.textContent);
}

describe('the navigation', () => {
  it.each([
    [l1Technician, ['Take a call']],
    [engineer, ['Escalations', 'Sessions']],
    [owner, ['Take a call', 'Escalations', 'Sessions', 'Account']],
  ])('shows $role what the role may do', async (person, links) => {
    expect(await navigationOf(person)).toEqual(links);
  });

  it('tells a viewer that there is nothing here yet', async () => {
    renderApp('/', { ...l1Technician, role: 'viewer', takesCalls: false }, quiet());
    expect(await screen.findByText('There is nothing here for your role yet.')).toBeVisible();
  });

  it('shows what is left of the AI plan, and says when answers are made offline', async () => {
    const server = quiet().on('GET', '/ai/quota', () =>
      json({
        allowed: true,
        monthly_used: 1200,
        monthly_reserved: 3,
        monthly_limit: 2000,
        unlimited: false,
        ai_enabled: true,
        provider_mode: 'offline',
      }),
    );
    renderApp('/', l1Technician, server);
    const gauge = await screen.findByTestId('quota-gauge');
    expect(gauge).toHaveTextContent('1,203 / 2,000 · offline answers');
    expect(gauge).toHaveAttribute('aria-valuetext', '1,203 / 2,000');
  });
});
