#include "Dialogs.h"

#include "Navigation.h"

void present(UIViewController *screen, UIViewController *other) {
    UIViewController *top = screen;
    while (top.presentedViewController != nil) top = top.presentedViewController;
    [top presentViewController:other animated:YES completion:nil];
}

@implementation Dialogs {
    ShellSettings *_settings;
    // The screen keeps this object.
    __weak UIViewController *_screen;
}

- (instancetype)initWithSettings:(ShellSettings *)settings screen:(UIViewController *)screen {
    self = [super init];
    _settings = settings;
    _screen = screen;
    return self;
}

/** There is one page: a window of the app opens in its place, anything else in the app that it belongs to. */
- (WKWebView *)webView:(WKWebView *)webView
    createWebViewWithConfiguration:(WKWebViewConfiguration *)configuration
               forNavigationAction:(WKNavigationAction *)action
                    windowFeatures:(WKWindowFeatures *)features {
    NSURL *url = action.request.URL;
    if ([_settings isInside:url]) [webView loadRequest:action.request];
    else openElsewhere(url, action.navigationType == WKNavigationTypeLinkActivated);
    return nil;
}

- (void)webView:(WKWebView *)webView
    runJavaScriptAlertPanelWithMessage:(NSString *)message
                      initiatedByFrame:(WKFrameInfo *)frame
                     completionHandler:(void (^)(void))done {
    UIAlertController *alert = [self dialog:message];
    [alert addAction:[UIAlertAction actionWithTitle:@"OK"
                                              style:UIAlertActionStyleDefault
                                            handler:^(UIAlertAction *action) {
                                                done();
                                            }]];
    present(_screen, alert);
}

- (void)webView:(WKWebView *)webView
    runJavaScriptConfirmPanelWithMessage:(NSString *)message
                        initiatedByFrame:(WKFrameInfo *)frame
                       completionHandler:(void (^)(BOOL confirmed))done {
    UIAlertController *alert = [self dialog:message];
    [self add:alert
        answers:^(BOOL confirmed) {
            done(confirmed);
        }];
    present(_screen, alert);
}

- (void)webView:(WKWebView *)webView
    runJavaScriptTextInputPanelWithPrompt:(NSString *)prompt
                              defaultText:(NSString *)text
                         initiatedByFrame:(WKFrameInfo *)frame
                        completionHandler:(void (^)(NSString *answer))done {
    UIAlertController *alert = [self dialog:prompt];
    [alert addTextFieldWithConfigurationHandler:^(UITextField *field) {
        field.text = text;
    }];
    UITextField *field = alert.textFields.firstObject;
    [self add:alert
        answers:^(BOOL confirmed) {
            done(confirmed ? field.text : nil);
        }];
    present(_screen, alert);
}

- (UIAlertController *)dialog:(NSString *)message {
    return [UIAlertController alertControllerWithTitle:nil message:message preferredStyle:UIAlertControllerStyleAlert];
}

- (void)add:(UIAlertController *)alert answers:(void (^)(BOOL confirmed))answered {
    [alert addAction:[UIAlertAction actionWithTitle:self.cancelTitle
                                              style:UIAlertActionStyleCancel
                                            handler:^(UIAlertAction *action) {
                                                answered(NO);
                                            }]];
    [alert addAction:[UIAlertAction actionWithTitle:@"OK"
                                              style:UIAlertActionStyleDefault
                                            handler:^(UIAlertAction *action) {
                                                answered(YES);
                                            }]];
}

/** As the system's own dialogs say it, in the language of the app. */
- (NSString *)cancelTitle {
    return [[NSBundle bundleForClass:UIApplication.class] localizedStringForKey:@"Cancel" value:nil table:nil];
}

/** The system itself asks the user, once for the app. */
- (void)webView:(WKWebView *)webView
    requestMediaCapturePermissionForOrigin:(WKSecurityOrigin *)origin
                          initiatedByFrame:(WKFrameInfo *)frame
                                      type:(NSInteger)type
                           decisionHandler:(void (^)(NSInteger decision))decide {
    decide([_settings mayCapture:origin type:type] ? WKPermissionDecisionGrant : WKPermissionDecisionDeny);
}
@end
