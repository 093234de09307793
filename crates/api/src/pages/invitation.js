// The page for an invitation: founding under /setup, joining under /invitation.
'use strict';

const texts = {
  de: {
    heading: 'Konto anlegen',
    founding: 'Das erste Konto dieser Einrichtung: Es verwaltet Konten und sieht keine Profile. Der Link gilt einmal und drei Tage lang.',
    joining: 'Für Sie ist ein Konto vorbereitet. Wählen Sie ein Passwort. Der Link gilt einmal und drei Tage lang.',
    noSecret: 'In der Adresse fehlt das Geheimnis. Öffnen Sie den Link so, wie Sie ihn bekommen haben.',
    different: 'Die beiden Passwörter sind verschieden.',
    not_found: 'Der Link gilt nicht mehr: Er wurde schon benutzt oder ist älter als drei Tage. Lassen Sie sich einen neuen geben; für das erste Konto schreibt der Dienst beim nächsten Start einen neuen.',
    too_many: 'Zu viele Versuche. Warten Sie einige Minuten.',
    other: 'Das ging nicht: ',
    unreachable: 'Der Dienst antwortet nicht. Prüfen Sie, ob er läuft, und versuchen Sie es noch einmal.',
    done: 'Das Konto ist angelegt. Anmeldename: ',
    documentation: 'Zur Dokumentation der Schnittstelle',
  },
  en: {
    heading: 'Create your account',
    login: 'Name to sign in with',
    loginHint: '3 to 64 characters: small letters, digits, dot, dash or @.',
    name: 'Your name',
    organisation: 'Name of the organisation',
    short: 'Short name of the organisation',
    shortHint: '2 to 24 characters: small letters, digits and dashes, for example jc-rhein-erft.',
    password: 'Password',
    passwordHint: 'At least 12 characters. A sentence is easier to remember than a word.',
    again: 'Password once more',
    send: 'Create the account',
    founding: 'The first account of this installation: it manages accounts and sees no profiles. The link works once and for three days.',
    joining: 'An account is ready for you. Choose a password. The link works once and for three days.',
    noSecret: 'The address lacks its secret. Open the link as you received it.',
    different: 'The two passwords differ.',
    not_found: 'The link is no longer good: it was used before or is older than three days. Ask for a new one; for the first account the service prints a new one when it starts.',
    too_many: 'Too many attempts. Wait a few minutes.',
    other: 'That did not work: ',
    unreachable: 'The service does not answer. See whether it runs, and try again.',
    done: 'The account is there. Name to sign in with: ',
    documentation: 'To the documentation of the interface',
  },
};

const german = !navigator.language || navigator.language.startsWith('de');
const told = german ? texts.de : texts.en;
const field = (id) => document.getElementById(id);
const value = (id) => field(id).value.trim();
const founding = location.pathname === '/setup';
const secret = location.hash.slice(1);

function tellProblem(text) {
  field('problem').textContent = text;
}

/** What the service said, in words: its own where this page has no better ones. */
function explain(problem) {
  const own = told[problem.code];
  if (own) return own;
  const issues = (problem.issues || []).map((issue) => `${issue.cause || ''} ${issue.remedy || ''}`.trim());
  return told.other + (issues.length ? issues.join(' ') : problem.detail || problem.title || '');
}

function acceptance() {
  const wanted = { secret, password: field('password').value };
  if (founding) {
    wanted.founding = {
      login: value('login'),
      name: value('name'),
      organisation: { id: value('organisation-id'), name: value('organisation') },
    };
  }
  return wanted;
}

async function send(event) {
  event.preventDefault();
  tellProblem('');
  if (field('password').value !== field('again').value) {
    tellProblem(told.different);
    field('again').focus();
    return;
  }
  field('send').disabled = true;
  try {
    const answer = await fetch('/v1/invitations/acceptance', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': german ? 'de' : 'en' },
      body: JSON.stringify(acceptance()),
    });
    const body = await answer.json();
    if (answer.ok) {
      tellDone(body.login);
    } else {
      tellProblem(explain(body));
    }
  } catch {
    tellProblem(told.unreachable);
  } finally {
    field('send').disabled = false;
  }
}

function tellDone(login) {
  field('form').hidden = true;
  field('intro').hidden = true;
  const link = document.createElement('a');
  link.href = '/docs/';
  link.textContent = told.documentation;
  field('done').replaceChildren(told.done + login + '. ', link);
  // The secret is of no use any more; it should not stay in the history either.
  history.replaceState(null, '', location.pathname);
}

document.documentElement.lang = german ? 'de' : 'en';
field('heading').textContent = told.heading;
for (const place of document.querySelectorAll('[data-text]')) {
  place.textContent = told[place.dataset.text] || place.textContent;
}
field('intro').textContent = founding ? told.founding : told.joining;
if (secret) {
  field('founding').hidden = !founding;
  for (const input of field('founding').querySelectorAll('input')) input.required = founding;
  field('form').hidden = false;
  field('form').addEventListener('submit', send);
} else {
  tellProblem(told.noSecret);
}
