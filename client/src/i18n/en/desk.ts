import type { Texts } from '../vi/desk.ts'

export const texts: Texts = {
  title: 'Error messages',
  what: 'For the help desk. Each entry: what the person sees, why, what to ask, what to do. Never ask anyone for a password.',
  search: 'Find a message',
  searchHint: 'A few words of the message, or its code.',
  none: 'There is no such message.',
  cause: 'Cause',
  ask: 'Ask',
  act: 'Do',

  browsers: {
    title: 'Browsers for meetings',
    points: [
      'Chrome and Edge 109 or newer; Firefox 128 or newer; Safari 17 or newer (iPhone and iPad with iOS 17).',
      'Windows 7 and 8.1: Chrome 109, the last version for them. Firefox 115 there cannot encrypt a meeting, so it cannot join.',
      'A link opened in Zalo, Facebook, Messenger or LINE: follow the steps on the page to open it in the phone’s browser, or press [browser.copy] and paste it into Chrome (Android) or Safari (iPhone).',
      'The page says that it was not opened over https: use the link exactly as the organizer sent it.',
      'The page says “This page has not opened” or stays blank: the browser is too old, or software on the computer blocks it. Update it, or use another device.',
    ],
  },

  groups: {
    joining: {
      title: 'Joining a meeting',
      codes: {
        wrong_password: {
          cause:
            'The password is wrong, the link is wrong, the meeting is over, or its lobby has not opened yet. The server gives the same answer on purpose.',
          ask: 'When is the meeting? Who sent the password, and when? Typed or pasted?',
          act: 'Press the eye to check what was typed. Capitals and Vietnamese marks do not matter in a password that the system proposed; in one that the host chose, every character does. The lobby usually opens 15 minutes before the start. If it is still wrong, the organizer checks the time and changes the password.',
        },
        locked_out: {
          cause:
            'Too many wrong attempts from this device or network address, or for this meeting or account.',
          ask: 'How many seconds does it show? Do others in the same office see it?',
          act: 'Wait as long as the screen says; nobody can shorten it. Meanwhile get the right password. If nobody in the office did this, tell the operator.',
        },
        invite_needed: {
          cause: 'The host admits only people with an invitation of their own or an account.',
          ask: 'Do they have an invitation in their name? An account?',
          act: 'Open the link in that invitation, or sign in and try again. Otherwise ask the organizer for an invitation.',
        },
        accounts_only: {
          cause: 'The rules of this server allow no guests.',
          ask: 'Do they have an account on this server?',
          act: 'Sign in and open the link again. Otherwise ask the operator for an account.',
        },
        invite_in_use: {
          cause: 'The invitation is in use in a different browser.',
          ask: 'Is the meeting open on another computer or phone? Was the link passed on?',
          act: 'Leave on the other device and join again. If it is someone else, the organizer revokes the invitation and creates a new one.',
        },
        link_invalid: {
          cause:
            'The link or code was used or revoked, has expired, or is incomplete. Each new email ends the previous link.',
          ask: 'Is this the newest email? Is the link broken over two lines?',
          act: 'Use the newest email and copy the whole link. If that fails, ask the sender for a new one.',
        },
        already_here: {
          cause: 'They are in the meeting already, on a different device or in a different window.',
          ask: 'Where else is the meeting open: a computer, a phone, a window?',
          act: 'If they move to this device, the other one leaves. If that is someone else, change the account’s password and tell the operator.',
        },
        meeting_locked: {
          cause: 'The host has locked the meeting.',
          ask: 'Were they invited? Can they reach the host?',
          act: 'Call the host, who clears [people.host.lock] in the panel [room.room.host].',
        },
        meeting_full: {
          cause: 'The meeting has as many people as it can.',
          ask: 'Has any computer in the room joined twice?',
          act: 'Share a computer with a colleague, or wait until someone leaves. The host sees this too. The operator can raise the limit.',
        },
        server_full: {
          cause: 'All meetings together have as many people as the server allows.',
          ask: 'How many people see this? Since when?',
          act: 'Tell the operator at once. People try again in a few minutes, or share a computer.',
        },
        lobby_full: {
          cause: 'Too many people are waiting for this meeting, or too many from one network.',
          ask: 'How many people in the office are joining right now?',
          act: 'Ask the host to admit those waiting; try again in a few minutes.',
        },
        blocked: {
          cause: 'The host has blocked this person.',
          ask: 'Name and meeting. Do not discuss reasons on the phone.',
          act: 'Pass it to the organizer. If it was a mistake, the organizer opens [meetings.meetings.blocks] and presses [meetings.meetings.lift].',
        },
        removed: {
          cause: 'The host removed this person, who cannot rejoin this time.',
          ask: 'Name and meeting.',
          act: 'Pass it to the organizer. Even after a mistake, they can only join the next time.',
        },
        ticket_invalid: {
          cause:
            'The connection was gone for more than two minutes, the host changed the password, or the meeting has ended.',
          ask: 'Was the network interrupted? Did they get a new password?',
          act: 'Type name and password again, and wait to be admitted.',
        },
        meeting_over: {
          cause: 'The host has ended the meeting. It cannot be reopened.',
          ask: 'Which meeting, at what time?',
          act: 'Ask the organizer for the link of the new meeting.',
        },
        lobby_closed: {
          cause: 'The scheduled time is over. People inside stay, but nobody else is admitted.',
          ask: 'Is the host still there?',
          act: 'The host extends the meeting in the room or under [account.nav.calendar], then admits people.',
        },
        not_found: {
          cause: 'What was asked for is gone, or this account cannot see it.',
          ask: 'Which page? Which account?',
          act: 'Reload the page and open it from the list. If it was a link, copy all of it again.',
        },
        unreachable: {
          cause: 'The browser cannot reach the server.',
          ask: 'Do other sites open? How many people see this? Wi-Fi or cable?',
          act: 'One person: check the network, try a different one, turn off VPN. Several people: tell the operator at once.',
        },
      },
    },

    signingIn: {
      title: 'Signing in',
      codes: {
        bad_credentials: {
          cause: 'The username or password is wrong, or the account is disabled.',
          ask: 'What is the username? Is Caps Lock or a Vietnamese keyboard on?',
          act: 'Try again with it off. If the password is lost, the operator creates a new link under [account.nav.accounts], after verifying the person.',
        },
        unauthenticated: {
          cause: 'The sign-in has expired, or was ended from elsewhere.',
          ask: 'Did they just change the password or sign out everywhere?',
          act: 'Sign in again. If it keeps happening, check whether the browser deletes cookies when it closes.',
        },
        factor_needed: {
          cause: 'The password was right, but the second step is missing.',
          ask: 'Do they have their phone or security key with them?',
          act: 'Reload the page and complete the second step. If the device is lost: use a recovery code, or the operator resets it.',
        },
        proof_needed: {
          cause: 'Important changes need a confirmation that is at most 5 minutes old.',
          ask: 'What are they changing?',
          act: 'Confirm with the app or passkey, then save.',
        },
        bad_code: {
          cause: 'The six digits are wrong or were used, or the phone’s clock is off.',
          ask: 'Is the code for this account? Is the phone’s clock right?',
          act: 'Turn on automatic time on the phone and wait for a new code. If that fails, use a recovery code.',
        },
        passkey_refused: {
          cause:
            'The passkey belongs to a different account, address or device, or the person canceled.',
          ask: 'On which computer was it made? Is the address the usual one?',
          act: 'Try again and touch the right key. Otherwise use the authenticator app or a recovery code.',
        },
        no_factor: {
          cause: 'The account does not have what was chosen.',
          ask: 'Did they ever add an authenticator app or passkey?',
          act: 'Choose something else. If there is nothing, the operator resets the account.',
        },
        factor_known: {
          cause: 'This key or app is in the account already.',
          ask: 'Is its name in the list?',
          act: 'There is no need to add it again. For a spare, add a different device.',
        },
        too_many_factors: {
          cause: 'The account has as many second factors as it can.',
          ask: 'Which device is no longer used?',
          act: 'Remove it under [account.nav.security], then add the new one.',
        },
        factor_required: {
          cause: 'They are removing the last second factor of an account that must have one.',
          ask: 'Are they moving to a new device?',
          act: 'Add the new device first, then remove the old one.',
        },
        own_account: {
          cause: 'An operator is disabling or resetting their own account.',
          ask: 'Is there a second operator?',
          act: 'Ask the other operator. If there is none, use the command on the server (docs/OPERATIONS.md).',
        },
        username_taken: {
          cause: 'The username exists, perhaps in a disabled account.',
          ask: 'Did this person have an account before?',
          act: 'Enable the old account, or choose a different name.',
        },
        sso_unavailable: {
          cause: 'The office’s sign-in system is not responding.',
          ask: 'Can they sign in to other applications of the office?',
          act: 'Tell that system’s operator. Meetings in progress are not affected, and guests can still join with the password.',
        },
        sso_expired: {
          cause: 'The sign-in page was open for too long, or they went back.',
          ask: 'Did they use a bookmark or the back button?',
          act: 'Open [account.nav.signIn] again and start over.',
        },
        sso_failed: {
          cause: 'The office’s system refused, or the two systems are not set up to match.',
          ask: 'One person or everyone? At what time?',
          act: 'One person: try a private window. Everyone: the operator looks at the server’s log.',
        },
        sso_not_allowed: {
          cause: 'The account has no role for this server, or was disabled here.',
          ask: 'Do they need to organize meetings?',
          act: 'The operator grants the role or enables the account. To take part, no account is needed.',
        },
        sso_account: {
          cause: 'The account signs in with the office’s system and has no password here.',
          ask: 'Do they want a new password, or can they not sign in?',
          act: 'Change the password in the office’s system.',
        },
        not_sso: {
          cause: 'This is only for accounts that sign in with the office’s system.',
          ask: 'Was the account created here or there?',
          act: 'The operator uses the reset for accounts with a password.',
        },
      },
    },

    passwords: {
      title: 'Choosing a password',
      codes: {
        password_too_short: {
          cause: 'The password is shorter than the minimum.',
          ask: 'Is it for a meeting or an account?',
          act: 'Use four to six unrelated words. For a meeting, let the system propose one.',
        },
        password_too_long: {
          cause: 'The password has more than 128 characters.',
          ask: 'Did they paste something else by mistake?',
          act: 'Shorten it.',
        },
        password_too_weak: {
          cause: 'The password is easy to guess: repetitions, keyboard rows, names, dates.',
          ask: 'Never ask for the password. Ask only whether it has a name or a birthday.',
          act: 'Add a few unrelated words.',
        },
        password_too_common: {
          cause: 'The password is on a list of leaked or very common ones.',
          ask: 'Do they use it elsewhere?',
          act: 'Choose a different one, and change it elsewhere too.',
        },
        password_is_context: {
          cause: 'The password contains the name of the meeting, a person or the office.',
          ask: 'Never ask for the password.',
          act: 'Leave those names out.',
        },
      },
    },

    room: {
      title: 'In the room',
      codes: {
        media_failed: {
          cause: 'The network blocks audio and video: a firewall, a VPN, or a hotel’s network.',
          ask: 'Which network, and is there a VPN? Can others on it join?',
          act: 'Turn off VPN, try a different network or a phone’s hotspot. If the whole office sees it, the operator checks the ports and the TURN server.',
        },
        not_granted: {
          cause: 'The host has not allowed sharing, speaking or the camera.',
          ask: 'What are they trying to do?',
          act: 'To share: press [room.room.askShare]. To speak: press [room.room.raiseHand]. Then wait.',
        },
        already_granted: {
          cause: 'They may share their screen already.',
          ask: 'Does [room.room.share] work?',
          act: 'Press [room.room.share].',
        },
        share_taken: {
          cause: 'One person shares at a time.',
          ask: 'Who is sharing?',
          act: 'Wait until they stop, or ask the host to revoke it.',
        },
        wrong_mode: {
          cause: 'The current mode does not have this.',
          ask: 'Which mode is it?',
          act: 'The host changes the mode in the panel [room.room.host].',
        },
        no_floor: {
          cause: 'The person has just lost the floor.',
          ask: 'Who is on the list of speakers now?',
          act: 'Nothing. To let them speak, give them the floor again.',
        },
        not_listed: {
          cause: 'Another moderator has just taken this name off the list of speakers.',
          ask: 'Is a co-host running the list?',
          act: 'Add the person again if needed.',
        },
        target_gone: {
          cause: 'The person has just left, or someone else has dealt with it.',
          ask: 'Is the name still on the list?',
          act: 'Look at the list and try again.',
        },
        host_absent: {
          cause: 'Neither the host nor a co-host is in the room.',
          ask: 'Where is the host?',
          act: 'Call the host back. The room closes after 15 minutes without one.',
        },
        account_needed: {
          cause: 'Guests cannot have this, for example be the host.',
          ask: 'Does the person have an account?',
          act: 'They sign in and rejoin, or someone else is chosen.',
        },
        chat_off: {
          cause: 'The host has turned off chat.',
          ask: 'Whom do they want to reach?',
          act: 'Raise a hand and speak, or ask the host to turn on [people.host.chat].',
        },
        too_many_questions: {
          cause: 'Five of their questions have no answer yet.',
          ask: 'Can they combine questions?',
          act: 'Wait until the host answers or dismisses some.',
        },
        source_kind_mismatch: {
          cause: 'The browser sent the wrong kind of signal, usually an old one or an extension.',
          ask: 'Which browser and version? A virtual camera or extensions?',
          act: 'Turn off extensions, update the browser, reload the page.',
        },
        source_taken: {
          cause: 'This camera or microphone is being sent already, usually after a double click.',
          ask: 'Is the meeting open in two tabs?',
          act: 'Close the extra tab; turn the device off and on.',
        },
        too_many_tracks: {
          cause: 'The browser sends too many audio and video streams at once.',
          ask: 'Is the meeting open in several tabs? Does other software interfere?',
          act: 'Reload the page. If it comes back, tell the operator.',
        },
        sent_too_much: {
          cause: 'The device sent too much too often, so the server keeps it off for this meeting.',
          ask: 'Do they use a virtual camera or streaming software?',
          act: 'Close that software, leave and rejoin with an ordinary camera or microphone.',
        },
        keys_pending: {
          cause:
            'The host’s browser has not finished making the encryption keys, or they are on another device of the host.',
          ask: 'Does it pass after a few seconds? On which computer was the meeting made?',
          act: 'Try again. If it goes on, the host opens the meeting on the device on which it was made, or follows the line at the top of the room.',
        },
      },
    },

    votes: {
      title: 'Votes',
      codes: {
        not_entitled: {
          cause: 'They joined after the vote was opened, or are guests and guests cannot vote.',
          ask: 'When did they join? As a guest or with an account?',
          act: 'They cannot vote this time. The host can cancel the vote and open it again.',
        },
        too_many_votes: {
          cause: 'The meeting has had 500 votes.',
          ask: 'Has this meeting been used for a long time?',
          act: 'Create a new meeting.',
        },
        already_voted: {
          cause: 'A secret ballot cannot be changed, so that nobody can find out whose it is.',
          ask: 'Did they press the wrong answer?',
          act: 'It cannot be changed. The host can cancel and vote again.',
        },
        vote_over: {
          cause: 'The host closed the vote, or its time ran out.',
          ask: 'Do they see the result?',
          act: 'Tell the host if it has to be repeated.',
        },
        vote_running: {
          cause: 'There is one vote at a time.',
          ask: 'Has a co-host opened a vote?',
          act: 'Close that one first.',
        },
        too_few_voters: {
          cause: 'With fewer than 3 voters, the result would reveal who chose what.',
          ask: 'How many people with an account or invitation are in the room?',
          act: 'Hold an open vote, or let guests vote if that is appropriate.',
        },
      },
    },

    documents: {
      title: 'Documents',
      codes: {
        document_type: {
          cause: 'The file is not PDF, PNG, JPEG or WebP.',
          ask: 'Which program made it?',
          act: 'In Word, Excel or PowerPoint: File, Save as, PDF.',
        },
        document_broken: {
          cause: 'The file is incomplete or damaged, or has extra data at the end.',
          ask: 'Does it open on that computer?',
          act: 'Open it, choose Print, print to PDF, and add that file.',
        },
        document_mixed: {
          cause: 'The file carries other data; it may be dangerous.',
          ask: 'Where did it come from?',
          act: 'Print it to PDF and add that file. If it came from outside, tell the security team.',
        },
        document_too_large: {
          cause: 'The image has too many pixels.',
          ask: 'At what resolution was it taken or scanned?',
          act: 'Make it smaller, or scan it again at 200 to 300 dots per inch.',
        },
        too_many_documents: {
          cause: 'The meeting has 20 documents, or the server has no room for more.',
          ask: 'Which documents are no longer needed?',
          act: 'Remove some. If the meeting has only a few, tell the operator.',
        },
        whiteboard: {
          cause: 'A whiteboard is not a file.',
          ask: 'What do they need to keep?',
          act: 'Copy it into the minutes before the end.',
        },
        page_turned: {
          cause: 'The presenter has just turned the page.',
          ask: 'On which page were they drawing?',
          act: 'Do it again on the page shown.',
        },
        already_presented: {
          cause: 'One person presents at a time.',
          ask: 'Who is presenting?',
          act: 'Wait until they stop, or ask the host.',
        },
        not_presenting: {
          cause: 'Someone else has just started to present, or the permission was revoked.',
          ask: 'Who presents, according to the screen?',
          act: 'Ask the host to let them present again.',
        },
        ink_full: {
          cause: 'There are too many drawings on the page.',
          ask: 'Are the old ones still needed?',
          act: 'Erase some or go to another page.',
        },
      },
    },

    recording: {
      title: 'Recording',
      codes: {
        not_consented: {
          cause: 'The meeting is being recorded and they have not agreed.',
          ask: 'Do they see the question about recording?',
          act: 'It is their decision. If they agree, they get audio and video; if not, they can stay.',
        },
        recording_running: {
          cause: 'A recording is running or people are being asked.',
          ask: 'Who is recording?',
          act: 'Stop that one first.',
        },
        recording_over: {
          cause: 'It stopped: no space, the recorder left, or someone took their consent back.',
          ask: 'What did the message say?',
          act: 'To continue, ask everyone again. What was recorded is kept.',
        },
        consent_outdated: {
          cause: 'The page is older than the current consent text.',
          ask: 'Since when is the page open?',
          act: 'Reload the page and answer.',
        },
        recording_full: {
          cause: 'The recording has reached its size limit, or the server’s disk is almost full.',
          ask: 'How long was it running?',
          act: 'Stop, and ask for a new recording. If that fails, the operator checks the disk.',
        },
      },
    },

    organizing: {
      title: 'Creating and managing meetings',
      codes: {
        bad_schedule: {
          cause: 'The time has passed or is too far ahead, or the start is not on a repeat day.',
          ask: 'Which date, time, repetition and time zone?',
          act: 'Choose a start that falls on one of the repeat days.',
        },
        no_schedule: {
          cause: 'The meeting was created without a time.',
          ask: 'Do they want to set one?',
          act: 'Set it under [account.nav.calendar] of that meeting.',
        },
        time_over: {
          cause: 'That occurrence has passed or was canceled.',
          ask: 'Which day?',
          act: 'Choose a different one, or change the schedule.',
        },
        nothing_to_extend: {
          cause: 'Nothing is in progress, or it was extended as far as it can be.',
          ask: 'When was it scheduled to end?',
          act: 'Create a new meeting if more people have to join.',
        },
        people_unknown: {
          cause: 'A username is misspelled, or an account is disabled.',
          ask: 'Which names are on the list?',
          act: 'Correct them. People without an account get an invitation of their own.',
        },
        too_many_meetings: {
          cause: 'The account has too many meetings that have not ended.',
          ask: 'Which ones are no longer used?',
          act: 'End some under [account.nav.meetings].',
        },
        mail_off: {
          cause: 'The server is not set up to send email.',
          ask: 'Did it work before?',
          act: 'Send the link from your own email. To send from here, ask the operator.',
        },
        mail_queued: {
          cause: 'The invitation is waiting to be sent.',
          ask: 'When did they press send?',
          act: 'Wait up to five minutes, then look at the status.',
        },
        too_loose: {
          cause: 'The rule is looser than the server’s minimum or configuration.',
          ask: 'Which rule are they changing?',
          act: 'Choose a stricter value. Nobody can lower the minimum.',
        },
      },
    },

    server: {
      title: 'Server and page',
      codes: {
        outdated_page: {
          cause: 'The server was just upgraded, and the page is from the old version.',
          ask: 'Did they reload the page?',
          act: 'Reload it. If that does not help, wait a minute and reload again.',
        },
        busy: {
          cause: 'Many people joined at once, or the connection was interrupted.',
          ask: 'How many people see this?',
          act: 'Try again in a few seconds. After five minutes, tell the operator.',
        },
        rate_limited: {
          cause: 'Too many clicks or messages in a short time.',
          ask: 'What are they doing? Do they click repeatedly?',
          act: 'Wait as many seconds as the screen says.',
        },
        store_unavailable: {
          cause: 'The database cannot save right now. Meetings in progress continue.',
          ask: 'Since when?',
          act: 'Tell the operator at once. People try again in a few seconds.',
        },
        internal: {
          cause: 'A fault in the software.',
          ask: 'What did they do, when, on which page, in which browser?',
          act: 'Try once more. Write down the answers and pass them to the operator, who has the server’s log.',
        },
        invalid_input: {
          cause: 'A field is not right. The message usually names it.',
          ask: 'Which field? Was the text pasted?',
          act: 'Correct it, and type it instead of pasting.',
        },
        too_large: {
          cause: 'The content or list is too large.',
          ask: 'How many megabytes, or how many people?',
          act: 'Split or compress it. A document can have 50 MB.',
        },
        wrong_phase: {
          cause: 'It came too early or too late, for example before they were admitted.',
          ask: 'Are they in the lobby or in the room?',
          act: 'Reload the page and try again.',
        },
        forbidden: {
          cause: 'Their role does not allow this.',
          ask: 'Which account, which role?',
          act: 'Ask the host or the operator, or sign in with the right account.',
        },
        out_of_order: {
          cause: 'Part of the data was lost on the way.',
          ask: 'Is the network unstable?',
          act: 'Send it again from the start, over a cable if possible.',
        },
      },
    },
  },
}
