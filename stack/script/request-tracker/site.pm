# Settings of the instance that tests run against.
Set($WebPath, "");
Set($WebDomain, "127.0.0.1");
Set($WebPort, @PORT@);
Set($WebBaseURL, "http://127.0.0.1:@PORT@");
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($MailCommand, 'testfile');
# every request checks its token: the usual cost takes a quarter of a second of it
Set($BcryptCost, 4);
# a second life cycle: statuses depend on the queue, as in real installations
Set(%Lifecycles,
    escalation => {
        initial     => ['new'],
        active      => ['in_review'],
        inactive    => ['closed'],
        defaults    => { on_create => 'new' },
        transitions => { '' => ['new'], new => ['in_review'], in_review => ['closed'], closed => [] },
        rights      => { '* -> *' => 'ModifyTicket' },
        actions     => [],
    },
    __maps__ => {
        'default -> escalation' => {
            new => 'new', open => 'in_review', stalled => 'in_review', resolved => 'closed', rejected => 'closed', deleted => 'closed',
        },
        'escalation -> default' => { new => 'new', in_review => 'open', closed => 'resolved' },
    },
);
1;
