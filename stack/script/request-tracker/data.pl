# Test data of a fresh Request Tracker 5: a service user, one that may only read, a second queue, a technician.
# Prints the variables of the tests.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib', '/usr/local/share/request-tracker5/lib';
use RT;
RT::LoadConfig();
RT::Init();

my $system = RT->SystemUser;

sub user {
    my ($name, $real) = @_;
    my $user = RT::User->new($system);
    my ($ok, $message) = $user->Create(
        Name => $name, RealName => $real, EmailAddress => "$name\@psa-test.local", Privileged => 1);
    die "user $name: $message" unless $ok;
    return $user;
}

sub queue {
    my ($name) = @_;
    my $queue = RT::Queue->new($system);
    $queue->Load($name);
    if (!$queue->Id) {
        my ($ok, $message) = $queue->Create(Name => $name);
        die "queue $name: $message" unless $ok;
    }
    return $queue;
}

sub grant {
    my ($user, $queue, @rights) = @_;
    for my $right (@rights) {
        my ($ok, $message) = $user->PrincipalObj->GrantRight(Right => $right, Object => $queue);
        die "right $right: $message" unless $ok;
    }
}

sub token {
    my ($user) = @_;
    my ($ok, $message, $token) = RT::AuthToken->new($system)->Create(Owner => $user->id, Description => 'tests');
    die "token: $message" unless $ok;
    return $token;
}

my $service = user('rfapi', 'ResolutionFlow API');
my $reader  = user('rfreader', 'Reader without rights to write');
my $dana    = user('dana', 'Dana Reyes');
my $general = queue('General');
my $escalations = queue('Escalations');
my ($ok, $message) = $escalations->SetLifecycle('escalation');
die "life cycle: $message" unless $ok;

for my $queue ($general, $escalations) {
    grant($service, $queue, qw(SeeQueue ShowTicket CreateTicket CommentOnTicket ReplyToTicket ModifyTicket ShowTicketComments OwnTicket));
    grant($reader, $queue, qw(SeeQueue ShowTicket));
    grant($dana, $queue, qw(SeeQueue ShowTicket OwnTicket));
}

printf "export RT_TOKEN=%s\n",        token($service);
printf "export RT_READER_TOKEN=%s\n", token($reader);
printf "export RT_QUEUE=%d\n",        $general->Id;
printf "export RT_ESCALATIONS=%d\n",  $escalations->Id;
