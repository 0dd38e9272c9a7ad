import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeApi, json } from '../test/fakeApi';
import { engineer, l1Technician, owner, renderApp } from '../test/renderApp';
import { ownSession } from '../test/samples';
import { applyTheme, settingsOf } from './settings';

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
    [l1Technician, ['Take a call', 'Queue', 'Library', 'Account']],
    [engineer, ['Escalations', 'Sessions', 'Library', 'Account']],
    [owner, ['Take a call', 'Queue', 'Escalations', 'Sessions', 'Library', 'Account']],
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
    expect(gauge).toHaveTextContent('1,203 / 2,000 offline answers');
    expect(gauge).toHaveAttribute('aria-valuetext', '1,203 / 2,000');
  });
});

describe('a page that is not there for somebody', () => {
  it('says so to a role that it is not for, at its address', async () => {
    renderApp('/escalations', l1Technician, quiet());
    expect(await screen.findByTestId('message-page')).toHaveAttribute('data-kind', 'no-access');
    expect(document.title).toContain('This page is not for your role.');
  });

  it('says that there is no such page, inside the shell', async () => {
    renderApp('/nowhere', l1Technician, quiet());
    expect(await screen.findByTestId('message-page')).toHaveAttribute('data-kind', 'not-found');
    expect(screen.getByRole('navigation')).toBeVisible();
  });
});

describe('keys of the whole app', () => {
  it('Ctrl-K finds a session by words and goes there', async () => {
    const server = quiet()
      .on('GET', '/ai-sessions', () => json([ownSession({ id: 'session-7', title: 'Printer is offline' })]))
      .on('GET', '/ai-sessions/queue', () => json([]))
      .on('GET', '/flows/search', () => json([]));
    const { user, router } = renderApp('/sessions', engineer, server);
    await screen.findByTestId('start-problem');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByTestId('palette-field'), 'printer');
    await screen.findByRole('menuitem', { name: /Printer is offline/ });
    await user.keyboard('{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/pilot/session-7'));
  });

  it('? opens the key help, but not while somebody writes', async () => {
    const { user } = renderApp('/', l1Technician, quiet());
    const box = await screen.findByTestId('intake-statement');
    await user.type(box, 'why?');
    expect(screen.queryByTestId('keys-help')).toBeNull();
    box.blur();
    await user.keyboard('?');
    expect(await screen.findByTestId('keys-help')).toBeVisible();
  });
});

describe('the menu of a person', () => {
  it('keeps the theme for them', async () => {
    const { user } = renderApp('/', l1Technician, quiet());
    await user.click(await screen.findByTestId('user-menu'));
    await user.click(await screen.findByTestId('theme-dark'));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(settingsOf(l1Technician.id).theme).toBe('dark');
    applyTheme('system');
  });
});
