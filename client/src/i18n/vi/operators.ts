import type { Guide } from '../guide.ts'
import type { Shape } from '../shape.ts'

/** The guide for an operator's first hour. */
export const texts = {
  title: 'Giờ đầu tiên của quản trị viên',
  what: 'Việc cần làm sau `docker compose up -d --wait` hoặc `npm start`. Chi tiết có trong tài liệu docs/OPERATIONS.md của bản cài đặt.',
  sections: {
    account: {
      title: 'Tài khoản đầu tiên',
      steps: [
        'Xem liên kết thiết lập: `docker compose logs server`, hoặc dòng hiện ra sau `npm start`. Liên kết dùng một lần, trong 24 giờ.',
        'Mở liên kết, đặt mật khẩu, thêm phương thức xác thực thứ hai. In và cất mã khôi phục tách khỏi mật khẩu.',
        'Ở trang [account.nav.accounts], tạo quản trị viên thứ hai rồi tạo tài khoản cho người tổ chức. Trao liên kết kích hoạt tận tay.',
        'Dùng đăng nhập của cơ quan thì vẫn giữ một quản trị viên có mật khẩu, để vào được khi hệ thống đó ngừng.',
      ],
    },
    address: {
      title: 'Địa chỉ và chứng thư số',
      points: [
        '`npm start` chỉ phục vụ trên chính máy đó. Dùng thật thì chạy docker compose, với `ANHOP_ADDRESS` và `ANHOP_DOMAIN` trong tệp `.env`.',
        '`ANHOP_TLS=internal`: chứng thư tự cấp cho mạng kín; phải cài chứng thư gốc lên máy của cơ quan.',
        '`ANHOP_TLS=acme`: cấp và gia hạn tự động. `ANHOP_TLS=files`: đặt `cert.pem`, `key.pem` vào `deploy/tls`.',
        'Kiểm tra: mở trang từ một máy khác, không có cảnh báo. Không có https thì trình duyệt không cho dùng camera.',
      ],
    },
    ports: {
      title: 'Cổng phải mở',
      points: [
        '443 TCP: trang và TURN qua TLS. 80 TCP: chuyển hướng.',
        '44400 trở đi, UDP và TCP, mỗi lõi một cổng: hình ảnh và âm thanh.',
        '3478 UDP và TCP: máy chủ TURN.',
        'Đóng với bên ngoài: 3481, 8080, 8082, 8443, 9090, 9464, 49152 đến 65535.',
        'Docker không tự mở tường lửa của máy. Thử từ mạng khác: hai người họp phải thấy và nghe được nhau.',
      ],
    },
    turn: {
      title: 'Máy chủ TURN',
      points: [
        'Giúp người ở mạng chặn cổng. Docker compose đã có sẵn; chạy riêng thì đặt `ANHOP_TURN_URLS` và `ANHOP_TURN_SECRET_FILE`.',
        'Trang [account.nav.serverHealth], mục [health.turn], phải báo cấp phát bình thường.',
      ],
    },
    health: {
      title: 'Theo dõi',
      points: [
        'Mở [account.nav.serverHealth]: số người, tải, đĩa trống, hạn chứng thư số.',
        'Chạy `docker compose exec server anhop doctor`: không được có dòng nào ghi `BAD`.',
        'Cho phần mềm giám sát gọi `/health/ready`.',
        'Cần biểu đồ và cảnh báo: `docker compose --profile metrics up -d --wait`.',
      ],
    },
    backup: {
      title: 'Sao lưu, và thử khôi phục',
      steps: [
        'Đặt cụm mật khẩu mạnh vào biến `BACKUP_PASSPHRASE`, cất một bản ở nơi khác.',
        'Chạy `docker compose exec -T -e BACKUP_PASSPHRASE server anhop backup - > office.anhop`. Máy chủ vẫn chạy.',
        'Chuyển tệp sang máy khác. Hẹn giờ chạy hằng ngày.',
        'Thử khôi phục trên một máy khác trong tuần đầu; chưa thử thì chưa có bản sao lưu.',
      ],
    },
    logs: {
      title: 'Nhật ký ở đâu',
      points: [
        'Nhật ký máy chủ: `docker compose logs server`, mỗi sự kiện một dòng, không có dữ liệu cá nhân.',
        'Nhật ký nghiệp vụ: trang [account.nav.audit]. Kiểm tra toàn vẹn: `docker compose exec server anhop audit verify`.',
        'Cấu hình sai thì máy chủ không khởi động và nêu hết lỗi; xem trước bằng `anhop config check`.',
      ],
    },
    next: {
      title: 'Trước cuộc họp đầu tiên',
      points: [
        'Trang [account.nav.serverOffice]: biểu trưng, tên cơ quan, số điện thoại hỗ trợ.',
        'Trang [account.nav.serverPolicy]: siết chặt nếu cần, ví dụ không nhận khách.',
        'In hướng dẫn cho người tham dự, chủ trì và bộ phận hỗ trợ.',
        'Họp thử với 5 người, có người ở mạng ngoài và trên điện thoại.',
      ],
    },
  },
} satisfies Guide
export type Texts = Shape<typeof texts>
